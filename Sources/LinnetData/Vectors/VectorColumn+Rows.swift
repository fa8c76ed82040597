extension VectorColumn {
  /// A column of given vectors, with their squared masses kept; nil is a gap.
  public init(_ vectors: [FourVector?]) {
    func part(_ read: (FourVector) -> Double) -> Column {
      Column(decimals: vectors.map { $0.map(read) ?? .nan })
    }
    self.init(
      coordinates: .sum,
      parts: [
        part { $0.E }, part { $0.px }, part { $0.py }, part { $0.pz }, part { $0.mass2 },
      ])
  }

  /// The vector in a row, counted from 0; nil where a part is a gap.
  public func vector(_ row: Int) -> FourVector? {
    var values: [Double] = []
    for part in parts {
      guard let value = part.item(row).number else { return nil }
      values.append(value)
    }
    switch coordinates {
    case .cartesian where values.count == 4:
      return FourVector(E: values[0], px: values[1], py: values[2], pz: values[3])
    case .mass where values.count == 4:
      return FourVector(pt: values[0], eta: values[1], phi: values[2], mass: values[3])
    case .energy where values.count == 4:
      return FourVector(pt: values[0], eta: values[1], phi: values[2], E: values[3])
    case .sum where values.count == 5:
      return FourVector(
        E: values[0], px: values[1], py: values[2], pz: values[3], mass2: values[4])
    default: return nil
    }
  }

  /// The rows of this column, then those of another; other coordinates are brought to energy and momentum.
  func appending(_ other: VectorColumn) throws(DataMistake) -> VectorColumn {
    if coordinates == other.coordinates {
      var joined: [Column] = []
      for (first, second) in zip(parts, other.parts) { joined.append(try first.appending(second)) }
      return VectorColumn(coordinates: coordinates, parts: joined)
    }
    return VectorColumn(
      (0..<count).map { vector($0) } + (0..<other.count).map { other.vector($0) })
  }
}
