extension Vocabulary {
  /// The names of built-in functions, which need brackets around what they work on.
  public static let functions: Set<String> = [
    "abs", "sqrt", "exp", "log", "log10", "sin", "cos", "tan", "asin", "acos", "atan", "atan2",
    "sinh", "cosh", "tanh", "round", "floor", "ceiling", "sign", "hypot", "degrees", "radians",
    "sum", "mean", "median", "min", "max", "stdev", "variance", "quantile", "correlation", "range",
    "gaps", "reverse", "any", "all", "position_of_min", "position_of_max", "pairs", "triples",
    "random", "random_normal", "random_choice", "shuffle", "year", "month", "day", "hour",
    "weekday", "text", "number", "date", "error", "length", "upper", "lower", "trim", "split",
    "replace", "contains", "starts_with", "ends_with", "map", "filter", "reduce", "insert", "slice",
    "fill", "keys", "has", "record", "vector", "dataset", "columns", "choose", "row_number",
    "previous", "running_sum", "rank", "delta_r", "delta_phi", "angle", "boost",
    "combine", "flatten", "position", "factorial", "combinations", "normal_probability",
    "chi2_probability", "repeat_text", "month_name", "weekday_name", "month_names",
    "weekday_names", "add_months", "add_years",
  ]
}
