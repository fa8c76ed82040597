/// Long lines with no more points than can be seen.
enum LineThinning {
  /// The places of a line; nil for a hole.
  ///
  /// Where many points share a column of points on the screen, only the first, lowest, highest and last
  /// are kept, which draws the same.
  static func thin(_ line: Line, _ panel: Panel) -> [Scene.Point?] {
    var places: [Scene.Point?] = []
    places.reserveCapacity(line.x.count)
    for index in line.x.indices {
      if let x = panel.across(line.x[index]), let y = panel.up(line.y[index]) {
        // A curve that leaves at the top and comes back at the bottom has a pole between: no line there.
        if line.isCurve, let last = places.last, let before = last,
          min(before.y, y) < panel.frame.top, max(before.y, y) > panel.frame.bottom
        {
          places.append(nil)
        }
        places.append(Scene.Point(x: x, y: y))
      } else if places.last != .some(nil) {
        places.append(nil)
      }
    }
    if Double(places.count) < 4 * panel.frame.width { return places }
    var result: [Scene.Point?] = []
    var start = 0
    while start < places.count {
      guard let first = places[start] else {
        result.append(nil)
        start += 1
        continue
      }
      var end = start + 1
      var lowest = start
      var highest = start
      while end < places.count, let next = places[end], next.x.rounded() == first.x.rounded() {
        if next.y > (places[lowest]?.y ?? 0) { lowest = end }
        if next.y < (places[highest]?.y ?? 0) { highest = end }
        end += 1
      }
      var last = -1
      for index in [start, min(lowest, highest), max(lowest, highest), end - 1] where index > last {
        result.append(places[index])
        last = index
      }
      start = end
    }
    return result
  }
}
