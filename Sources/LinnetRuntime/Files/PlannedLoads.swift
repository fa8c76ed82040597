import LinnetData
import LinnetSyntax

/// What the running program does with the tables it loads, and what of that is done already.
struct PlannedLoads {
  private let plans: [ObjectIdentifier: LoadPlan]
  /// Steps that were done while a table was loaded; the program comes to them next.
  var done: StepsDone?

  /// Nothing is planned.
  init() { plans = [:] }

  /// What the text of a program says about its loads; see `LoadPlan.find`.
  init(in tree: Tree, isWhole: Bool, isBuiltIn: @escaping (String) -> Bool) {
    var plans: [ObjectIdentifier: LoadPlan] = [:]
    for plan in LoadPlan.find(in: tree, isWhole: isWhole, isBuiltIn: isBuiltIn) {
      plans[ObjectIdentifier(plan.load)] = plan
    }
    self.plans = plans
  }

  /// What happens to the table of a call of `load`; nil when the text does not say.
  func plan(of call: Expression) -> LoadPlan? { plans[ObjectIdentifier(call)] }
}

extension Context {
  /// True when a step was done while its table was loaded; then says what there is to say about it.
  func wasDone(_ step: Call, _ input: Value) -> Bool {
    guard let done = plannedLoads.done, let next = done.steps.first,
      next.step.callee === step.callee, let ref = input.object(.dataset),
      ref.datasetObject === done.dataset
    else { return false }
    plannedLoads.done = done.steps.count > 1 ? done.afterFirst : nil
    if let tally = next.tally { tell(tally) }
    if let names = next.names { tellAdded(step, to: names) }
    tell(next.work)
    return true
  }
}
