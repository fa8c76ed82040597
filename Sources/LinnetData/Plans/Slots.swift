/// One place for the result of each piece of work; a worker writes only into its own.
final class Slots<Element>: @unchecked Sendable {
  private let places: UnsafeMutableBufferPointer<Element>

  init(_ elements: [Element]) {
    places = .allocate(capacity: elements.count)
    _ = places.initialize(from: elements)
  }

  deinit {
    places.deinitialize()
    places.deallocate()
  }

  subscript(place: Int) -> Element {
    get { places[place] }
    set { places[place] = newValue }
  }

  /// All results, once the work is done.
  var values: [Element] { Array(places) }
}
