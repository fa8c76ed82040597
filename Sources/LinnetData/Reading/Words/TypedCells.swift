/// How many cells of a column are stored as what they are, and not as words.
struct TypedCells {
  var wholes = 0
  var decimals = 0
  var truths = 0
  var dates = 0

  var numbers: Int { wholes + decimals }
  var total: Int { numbers + truths + dates }
}
