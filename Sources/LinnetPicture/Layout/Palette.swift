/// A colour on a screen.
struct RGB: Equatable {
  var red: UInt8
  var green: UInt8
  var blue: UInt8

  init(_ hex: UInt32) {
    red = UInt8(hex >> 16 & 255)
    green = UInt8(hex >> 8 & 255)
    blue = UInt8(hex & 255)
  }

  /// A mixture: all of this colour at 1, all of the other at 0.
  func mixed(_ share: Double, with other: RGB) -> RGB {
    func mix(_ a: UInt8, _ b: UInt8) -> UInt32 {
      UInt32((Double(a) * share + Double(b) * (1 - share)).rounded())
    }
    return RGB(
      mix(red, other.red) << 16 | mix(green, other.green) << 8 | mix(blue, other.blue))
  }

  /// `#5790fc`.
  var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    var bytes = [UInt8(ascii: "#")]
    for part in [red, green, blue] {
      bytes.append(digits[Int(part >> 4)])
      bytes.append(digits[Int(part & 15)])
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// A colour by its meaning; a theme says what it looks like.
enum Paint: Equatable {
  /// Text, frame, data points.
  case ink
  /// Small remarks.
  case muted
  /// What everything is drawn on.
  case ground
  /// The colour of a series of a picture.
  case series(Int)
  /// A darker line around the fill of a series.
  case edge(Int)
  /// A place from 0 to 1 on the colour scale.
  case shade(Double)
}

/// The colours of pictures on a light or a dark ground.
///
/// Series: M. Petroff, "Accessible Color Sequences for Data Visualization", arXiv:2107.02270: sets of 6
/// and 10 that stay apart for people with any colour vision. On a dark ground the darkest are lightened.
/// Shades: viridis of S. van der Walt and N. Smith, in nine stops.
struct Palette {
  /// True for a dark ground.
  var isDark: Bool
  /// The number of series; up to six come from the set of 6.
  var seriesCount: Int

  private static let six: [UInt32] = [
    0x5790fc, 0xf89c20, 0xe42536, 0x964a8b, 0x9c9ca1, 0x7a21dd,
  ]
  private static let sixOnDark: [UInt32] = [
    0x5790fc, 0xf89c20, 0xf0505d, 0xc078b5, 0x9c9ca1, 0xa97bf0,
  ]
  private static let ten: [UInt32] = [
    0x3f90da, 0xffa90e, 0xbd1f01, 0x94a4a2, 0x832db6, 0xa96b59, 0xe76300, 0xb9ac70, 0x717581,
    0x92dadd,
  ]
  private static let tenOnDark: [UInt32] = [
    0x3f90da, 0xffa90e, 0xe05a42, 0x94a4a2, 0xb478dc, 0xc08a7a, 0xe76300, 0xb9ac70, 0x8c909c,
    0x92dadd,
  ]
  private static let viridis: [UInt32] = [
    0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c, 0x28ae80, 0x5ec962, 0xaddc30, 0xfde725,
  ]

  /// The colour of a paint.
  func color(_ paint: Paint) -> RGB {
    switch paint {
    case .ink: return RGB(isDark ? 0xececec : 0x111111)
    case .muted: return RGB(isDark ? 0xa6a8ad : 0x5f6268)
    case .ground: return RGB(isDark ? 0x16181d : 0xffffff)
    case .series(let index): return series(index)
    case .edge(let index):
      let color = series(index)
      return isDark ? color.mixed(0.55, with: RGB(0xffffff)) : color.mixed(0.66, with: RGB(0))
    case .shade(let place): return shade(place)
    }
  }

  private func series(_ index: Int) -> RGB {
    let colors =
      seriesCount <= 6
      ? (isDark ? Self.sixOnDark : Self.six) : (isDark ? Self.tenOnDark : Self.ten)
    return RGB(colors[max(index, 0) % colors.count])
  }

  private func shade(_ place: Double) -> RGB {
    let stops = Self.viridis
    guard !place.isNaN else { return RGB(0x9c9ca1) }
    let scaled = max(0, min(place, 1)) * Double(stops.count - 1)
    let index = min(Int(scaled), stops.count - 2)
    return RGB(stops[index + 1]).mixed(scaled - Double(index), with: RGB(stops[index]))
  }
}
