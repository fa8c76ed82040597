extension Session {
  /// The variables of a session at one moment.
  public struct Snapshot {
    let variables: Machine.Snapshot
    let number: Int
  }

  /// How many snapshots a session keeps; older ones can no longer be restored.
  public static let keptSnapshots = 50

  /// Notes the variables as they are; costs a copy of the table of names, not of the data.
  public func snapshot() -> Snapshot {
    snapshotCount += 1
    let snapshot = Snapshot(variables: machine.snapshot(), number: snapshotCount)
    machine.keepSnapshots(Session.keptSnapshots)
    return snapshot
  }

  /// Brings the variables back to a snapshot; false when it is too old.
  @discardableResult
  public func restore(_ snapshot: Snapshot) -> Bool {
    guard snapshotCount - snapshot.number < Session.keptSnapshots else { return false }
    machine.restore(snapshot.variables)
    return true
  }
}
