import CLinnetKernels

/// Changing lists that nobody else holds.
extension Heap {
  /// Leaves so many items of a list, from a place on; costs nothing per item that goes or stays.
  func keep(_ ref: ObjectRef, from start: Int, count new: Int) {
    let list = ref.list
    if start > 0 {
      if list.pointee.isInline(ref) {
        list.pointee.items.update(from: list.pointee.items + start, count: new)
      } else {
        setFront(ref, list.pointee.front + start)
      }
    }
    list.pointee.count = new
    let room = list.pointee.capacity + list.pointee.front
    if room > 64, new < room / 4 { grow(ref, to: max(8, new * 2)) }
  }

  /// Moves the beginning of the items inside their memory; the items themselves stay where they lie.
  private func setFront(_ ref: ObjectRef, _ front: Int) {
    let list = ref.list
    let old = list.pointee.front
    list.pointee.items += front - old
    list.pointee.capacity -= front - old
    list.pointee.hasFront = front > 0
    if front > 0 {
      UnsafeMutableRawPointer(list.pointee.items - 1).storeBytes(of: front, as: Int.self)
    }
  }

  /// Adds an item at the end.
  @inline(__always)
  func push(_ ref: ObjectRef, _ item: Value) {
    let list = ref.list
    let count = list.pointee.count
    if count == list.pointee.capacity { grow(ref, to: max(8, count &* 2)) }
    (list.pointee.items + count).initialize(to: item)
    list.pointee.count = count &+ 1
  }

  /// Puts an item in at a place, from 0; the shorter side makes way.
  func insert(_ ref: ObjectRef, _ item: Value, at place: Int) {
    let list = ref.list
    let count = list.pointee.count
    if place == count { return push(ref, item) }
    if place < count / 2, !list.pointee.isInline(ref) {
      if list.pointee.front == 0 { growFront(ref) }
      setFront(ref, list.pointee.front - 1)
      let items = list.pointee.items
      items.update(from: items + 1, count: place)
      items[place] = item
      list.pointee.count = count + 1
      return
    }
    if count == list.pointee.capacity { grow(ref, to: max(8, count * 2)) }
    let items = list.pointee.items + place
    (items + 1).update(from: items, count: count - place)
    items.pointee = item
    list.pointee.count = count + 1
  }

  /// Gives a list room before its items.
  private func growFront(_ ref: ObjectRef) {
    let list = ref.list
    let count = list.pointee.count
    let front = max(8, count / 2)
    let room = front + max(8, count + count / 4)
    let stride = MemoryLayout<Value>.stride
    let storage = UnsafeMutablePointer<Value>.allocate(capacity: room)
    linnet_will_fill(storage, room &* stride)
    (storage + front).initialize(from: list.pointee.items, count: count)
    leaveItems(ref)
    self.count(room &* stride)
    list.pointee.items = storage
    list.pointee.capacity = room
    setFront(ref, front)
  }
}
