extension Session {
  /// True when a variable holds the same as at a snapshot; a name that was not there then, nor is now, is unchanged.
  ///
  /// Errors: `lists-too-deep`.
  public func isUnchanged(_ name: String, since snapshot: Snapshot) throws(Mistake) -> Bool {
    try machine.isUnchanged(name, since: snapshot.variables)
  }
}
