import Foundation
import Testing

@testable import LinnetData

/// Files that are cut short or damaged end in a table or a mistake, never in a crash.
@Suite struct JsonRobustnessTests {
  private static let samples = [
    "[{\"a\": 1, \"b\": -2.5e-3, \"c\": \"x\\u00e9\\ud83d\\ude00\"}, {\"a\": null, \"d\": [1, 2]}]",
    "{\"a\": [1, 2], \"b\": [\"2026-11-22\", \"é\"], \"n\": NaN}\n",
    "{\"values\": [{\"r\": {\"x\": [{\"y\": true}]}}, {\"r\": {\"x\": []}}]}",
    "{\"x\": 1, \"pt\": [30, 20]}\n{\"x\": 12345678901234567890, \"pt\": []}\n",
    "[[\"a\", \"b\"], [1, \"x\"], [2.5, -Infinity]]",
    "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"m\":2},"
      + "\"geometry\":{\"type\":\"Point\",\"coordinates\":[-118.6,34.4,26]},\"id\":\"c\"}]}",
    "{\"a\":{\"0\":1,\"1\":2},\"b\":{\"0\":\"x\",\"1\":\"y\"}}",
    "{\"0\":{\"a\":1,\"b\":\"x\"},\"1\":{\"b\":null,\"a\":2.5}}",
    "{\"edges\": [0, 1, 2], \"counts\": [4, 9], \"errors\": [2, 3]}",
  ]

  /// Reads, and looks at every cell of what comes out.
  private func read(_ bytes: [UInt8]) -> Bool {
    for lines in [false, true] {
      guard let table = try? JsonReader.read(bytes, isLines: lines) else { continue }
      let data = table.dataset
      guard data.columns.allSatisfy({ $0.count == data.count }),
        Set(data.names).count == data.names.count
      else { return false }
      for column in data.columns { _ = JsonWriter.write(column) }
      _ = data.columns.map { $0.gather([-1]) }
    }
    return true
  }

  @Test(arguments: samples) func cutShort(_ sample: String) {
    let bytes = Array(sample.utf8)
    #expect(throws: Never.self) { try JsonReader.read(bytes) }
    for count in 0...bytes.count { #expect(read(Array(bytes[..<count]))) }
    for start in 0...bytes.count { #expect(read(Array(bytes[start...]))) }
  }

  @Test(arguments: samples) func oneBitChanged(_ sample: String) {
    let bytes = Array(sample.utf8)
    for place in bytes.indices {
      for bit in 0..<8 {
        var other = bytes
        other[place] ^= 1 << UInt8(bit)
        #expect(read(other), "bit \(bit) of byte \(place)")
      }
    }
  }

  @Test(arguments: samples) func aByteTakenOutOrTwice(_ sample: String) {
    let bytes = Array(sample.utf8)
    for place in bytes.indices {
      var other = bytes
      other.remove(at: place)
      #expect(read(other))
      other = bytes
      other.insert(bytes[place], at: place)
      #expect(read(other))
    }
  }
}
