import Foundation
import Linnet
import LinnetHost
import Testing

@testable import LinnetData

/// Files packed with bzip2 and xz, whole, cut and spoiled.
@Suite struct PackedFileTests {
  private struct Sample {
    let codec: Codec
    /// Two streams behind each other: a header with one row, and one more row.
    let streams: [UInt8]
    /// Where the first of them ends.
    let firstEnd: Int
    /// Three million zeros.
    let zeros: [UInt8]
  }

  private static func bytes(_ text: String) -> [UInt8] {
    Array(Data(base64Encoded: text) ?? Data())
  }

  private static let samples = [
    Sample(
      codec: .bzip2,
      streams: bytes(
        "QlpoOTFBWSZTWXO32oYAAARZAAAQAAUyADAAIAAxDAgg0ZqEYOCXi7kinChIOdvtQwBCWmg5MUFZJlNZjMgxygAA"
          + "AdgAABAABQ4AIAAiGGgwApKYXckU4UJCMyDHKA=="), firstEnd: 50,
      zeros: bytes(
        "QlpoOTFBWSZTWaZFgLIAFvpACMAAQAAACCAAMMwJqmmpAi2pIEXi7kinChIUyLAWQA==")),
    Sample(
      codec: .xz,
      streams: bytes(
        "/Td6WFoAAATm1rRGAgAhARYAAAB0L+WjAQAJYSxiCjEsMi41CgAAAIH25s2sybjAAAEiChUa4WcftvN9AQAAAAAE"
          + "WVr9N3pYWgAABObWtEYCACEBFgAAAHQv5aMBAAUzLDQuNQoAAADp3BRcLzCZ/QABHgbBL6QdH7bzfQEAAAAABF"
          + "la"), firstEnd: 68,
      zeros: bytes(
        "/Td6WFoAAATm1rRGAgAhARAAAACocI6G//8RAWxdAABv/f//o7f/Rz5IFXI5YVG4kijmo4YH+e7kHoLTL8U6PAFL"
          + "sX7JiopNL6MN2X+m44wjEVPgWRjFdYrid/i2lH8MasDedElk4ulcU7IE2PdEDKtfDW1G6eXDdoi3llestk3haR"
          + "1v+0uIEGxCy4g/XACP0E6vJiiUcR89jyThcJ6nI1/sKMuF0ZWYin4qkfIndfcZwAaYTZj92K/VkA/EJVP49ZE2"
          + "MQWlsO5vwXBNRwzRkRGqrWAdus6xJxhcWYbpZlJYvul2rFnk5VsFCPnH2q38+1IrdM0eWyBC+d1TPfgpZAk7gM"
          + "sqbN+1O/DEvS5fqg8+S2ZCkBMO/xCT+HF4WfgLzf+VKEYPqfx83vuaMC5WwI+F84OBwGXEJVP49ZE2MQWlsO5v"
          + "wXBNRwzRkRGqrWAdus6xJxhcWYbpZlJYvul2rFnk5VsFCPnH2q38+1IrdM0eWyBC+d1TPfgpZAk7gMsqbN+1O/"
          + "DEvEgn5liNx60AhADsc1On/b6ufDEan7eNMW5wnqcjX+woy4XRlZiKfiqR8id19xnABphNmP3Yr9WQD8QlU/j1"
          + "kTYxBaWw7m/BcE1HDNGREaqtYB26zrEnGFxZhulmUli+6XasWeTlWwUI+cfarfz7Uit0zR5bIEL53VM9+ClkCT"
          + "uAyyps37U78MS9FHktXQAAAACfA5m5yIb9IgABkgTAjbcBaatYJbHEZ/sCAAAAAARZWg==")),
  ]

  private func unpacked(_ bytes: [UInt8], _ codec: Codec, host: FolderHost = FolderHost(root: "."))
    -> [UInt8]?
  {
    try? host.decompress(bytes[...], codec: codec, size: nil)
  }

  @Test func unpacksAllStreamsAndStopsABomb() {
    for sample in Self.samples {
      #expect(Codec(firstBytesOf: sample.streams) == sample.codec)
      #expect(unpacked(sample.streams, sample.codec) == Array("a,b\n1,2.5\n3,4.5\n".utf8))
      // Padding behind the last stream.
      #expect(
        unpacked(sample.streams + [0, 0, 0, 0], sample.codec) == Array("a,b\n1,2.5\n3,4.5\n".utf8))
      #expect(unpacked(sample.zeros, sample.codec)?.count == 3_000_000)
      let small = FolderHost(root: ".")
      small.largestFile = 1_000_000
      #expect(unpacked(sample.zeros, sample.codec, host: small) == nil)
      #expect(unpacked([], sample.codec) == nil)
    }
  }

  @Test func saysOfEveryCutThatItIsOne() {
    for sample in Self.samples {
      for count in 0..<sample.streams.count where count != sample.firstEnd {
        #expect(
          unpacked(Array(sample.streams.prefix(count)), sample.codec) == nil,
          "\(sample.codec) \(count)")
      }
    }
  }

  @Test func endsWhateverTheBytesAre() {
    var numbers = RepeatableNumbers(7)
    for sample in Self.samples {
      for _ in 0..<2000 {
        var bytes = numbers.next(2) == 0 ? sample.streams : sample.zeros
        for _ in 0...numbers.next(3) {
          bytes[numbers.next(bytes.count)] = UInt8(numbers.next(256))
        }
        _ = unpacked(bytes, sample.codec)
      }
    }
  }

  @Test func textsThatBeginAsPackingsDoAreTexts() {
    for text in ["BZh9,name\n1,a\n", "BZh91AY,b\n1,2\n", "BZh", "\u{FD}7zXZ", "7z"] {
      #expect(Codec(firstBytesOf: Array(text.utf8)) == nil)
    }
  }
}
