extension Session {
  /// The variables of a session at one moment.
  public struct Snapshot {
    let variables: Machine.Snapshot
  }

  /// How many snapshots a session keeps at most; fewer where they keep much data alive that nothing else needs.
  public static let keptSnapshots = 50

  /// Notes the variables as they are; costs a copy of the table of names, not of the data.
  public func snapshot() -> Snapshot {
    let snapshot = Snapshot(variables: machine.snapshot())
    machine.keepSnapshots(Session.keptSnapshots)
    return snapshot
  }

  /// Brings the variables back to a snapshot; false, and nothing changed, when it is too old.
  @discardableResult
  public func restore(_ snapshot: Snapshot) -> Bool {
    machine.restore(snapshot.variables)
  }
}
