/// A picture laid out: drawing steps from back to front, in points, y downwards.
///
/// Knows nothing of histograms or axes, so any drawing medium of points can follow it.
struct Scene {
  /// The width of the whole.
  var width: Double
  /// The height of the whole.
  var height: Double
  /// The drawing steps.
  var marks: [Mark] = []

  /// One drawing step.
  enum Mark {
    /// An area or a line or both.
    case path(Path, fill: Fill?, stroke: Stroke?)
    /// Many equal markers.
    case markers(Markers)
    /// One line of text.
    case text(TextMark)
    /// What follows is cut off outside a rectangle.
    case beginClip(Rectangle)
    /// Ends the newest cut.
    case endClip
  }

  /// A place.
  struct Point: Equatable {
    var x: Double
    var y: Double
  }

  /// An upright rectangle.
  struct Rectangle {
    var left: Double
    var top: Double
    var width: Double
    var height: Double
    var right: Double { left + width }
    var bottom: Double { top + height }
  }

  /// Pieces of line.
  struct Path {
    /// One step of the pen.
    enum Step {
      case move(Point)
      case line(Point)
      case close
    }
    var steps: [Step] = []

    mutating func move(_ x: Double, _ y: Double) { steps.append(.move(Point(x: x, y: y))) }
    mutating func line(_ x: Double, _ y: Double) { steps.append(.line(Point(x: x, y: y))) }
    mutating func close() { steps.append(.close) }

    static func rectangle(_ frame: Rectangle) -> Path {
      var path = Path()
      path.move(frame.left, frame.top)
      path.line(frame.right, frame.top)
      path.line(frame.right, frame.bottom)
      path.line(frame.left, frame.bottom)
      path.close()
      return path
    }

    static func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> Path {
      var path = Path()
      path.move(x1, y1)
      path.line(x2, y2)
      return path
    }
  }

  /// The inside of an area.
  struct Fill {
    var paint: Paint
    var opacity = 1.0
  }

  /// A line.
  struct Stroke {
    var paint: Paint
    var width: Double
    /// Lengths of dash and hole in turn; empty for a solid line.
    var dash: [Double] = []
    /// True to round off corners, for data; false for frames and bars.
    var isRound = false
  }

  /// Equal markers at many places.
  struct Markers {
    var places: [Point]
    var shape: MarkerShape
    var radius: Double
    var fill: Fill
    var stroke: Stroke?
    /// True to write them in the shortest way, as round ends of lines without length.
    var isDense = false
  }

  /// One line of text.
  struct TextMark {
    var text: String
    /// Smaller digits raised behind the text.
    var raised = ""
    var x: Double
    /// The base line.
    var y: Double
    var size: Double
    var anchor = Anchor.start
    var isBold = false
    /// Degrees, anticlockwise around the anchor.
    var rotation = 0.0
    var paint = Paint.ink

    /// Which end of the text stands at `x`.
    enum Anchor {
      case start
      case middle
      case end
    }
  }
}

/// Shapes that stay apart without colours.
enum MarkerShape: Int {
  case circle
  case square
  case triangle
  case diamond
  case ring
  case cross

  static func at(_ place: Int) -> MarkerShape { MarkerShape(rawValue: place % 6) ?? .circle }
}
