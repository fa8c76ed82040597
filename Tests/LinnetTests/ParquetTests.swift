import Foundation
import Linnet
import LinnetHost
import Testing

/// Reads a table; `change` sets options.
private func parquet(_ bytes: [UInt8], _ change: (inout DelimitedOptions) -> Void = { _ in }) throws
  -> Dataset
{
  var options = DelimitedOptions()
  change(&options)
  return try ParquetReader.read(bytes, options: options, origin: "x.parquet", means: .forTests)
    .dataset
}

/// Sample files of other programs, against answers computed by another one.
@Suite struct ParquetReferenceTests {
  static let shared = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "shared")

  /// The bytes of a sample; nil where there are no samples.
  static func sample(_ path: String) -> [UInt8]? {
    (try? Data(contentsOf: shared.appending(path: "data/\(path)"))).map { Array($0) }
  }

  @Test func allColumnsAgree() throws {
    let listing = Self.shared.appending(path: "reference/files.json")
    guard let data = try? Data(contentsOf: listing),
      let files = try JSONSerialization.jsonObject(with: data) as? [String: [String: Any]]
    else { return }
    for (path, entry) in files where path.hasSuffix(".parquet") && !path.contains("corrupt") {
      guard let bytes = Self.sample(path) else { continue }
      let table = try parquet(bytes)
      #expect(table.count == entry["rows"] as? Int, "\(path)")
      #expect(table.names == entry["columns"] as? [String], "\(path)")
      let stats = entry["stats"] as? [String: Any] ?? [:]
      for (name, wanted) in stats {
        guard let wanted = wanted as? [String: Any], let column = table.column(name) else {
          continue
        }
        check(column, wanted, "\(path) \(name)")
      }
    }
  }

  private func check(_ column: Column, _ wanted: [String: Any], _ what: Comment) {
    if case .list(let offsets, let items, let gaps) = column.storage {
      if wanted["jagged"] as? Bool == true {
        #expect(column.count == wanted["lists"] as? Int, what)
        #expect(items.count == wanted["items"] as? Int, what)
        let lengths = zip(offsets, offsets.dropFirst()).map { $1 - $0 }
        #expect((lengths.max() ?? 0) == wanted["max_len"] as? Int, what)
        if gaps.isEmpty {
          #expect(lengths.filter { $0 == 0 }.count == wanted["empty_lists"] as? Int, what)
        }
        switch items.storage {
        case .record, .list: break
        default: check(items, wanted, what)
        }
      }
      return
    }
    switch column.storage {
    case .text(let codes, let words):
      #expect(codes.filter { $0 >= 0 }.count + column.gapCount == column.count, what)
      guard wanted["kind"] as? String == "string" else { return }
      // A gap counts as a word of its own there.
      let extra = (wanted["nulls"] as? Int ?? 0) > 0 ? 1 : 0
      #expect(words.count + extra == wanted["distinct"] as? Int, what)
      let first = codes.filter { $0 >= 0 }.prefix(3).map { words[Int($0)] }
      if let theirs = wanted["first"] as? [String] { #expect(first == theirs, what) }
      if let total = wanted["total_chars"] as? Int {
        #expect(codes.reduce(0) { $0 + ($1 < 0 ? 0 : words[Int($1)].count) } == total, what)
      }
    default:
      guard let values = column.decimals?.filter({ !$0.isNaN }), wanted["sum"] != nil else {
        return
      }
      let finite = values.filter { $0.isFinite }
      let strange = wanted["nonfinite"] as? Int ?? 0
      #expect(finite.count + strange == wanted["n"] as? Int, what)
      let sum = (wanted["sum"] as? NSNumber)?.doubleValue ?? 0
      let scale = finite.reduce(0) { $0 + abs($1) }
      #expect(abs(finite.reduce(0, +) - sum) <= 1e-9 * scale, what)
      near(finite.min(), (wanted["min"] as? NSNumber)?.doubleValue, what)
      near(finite.max(), (wanted["max"] as? NSNumber)?.doubleValue, what)
      guard strange == 0, let first = wanted["first"] as? [Double] else { return }
      for (ours, theirs) in zip(finite, first) { near(ours, theirs, what) }
    }
  }

  /// The same but for the last places, which the reader of the answers does not get right.
  private func near(_ ours: Double?, _ theirs: Double?, _ what: Comment) {
    guard let ours, let theirs else { return }
    #expect(abs(ours - theirs) <= 4e-15 * abs(theirs), what)
  }

  @Test func anUnmatchedCheckSumIsRefused() {
    guard let bytes = Self.sample("parquet-testing/datapage_v1-corrupt-checksum.parquet") else {
      return
    }
    let mistake = #expect(throws: DataMistake.self) { try parquet(bytes) }
    #expect(mistake?.code == "damaged-file")
  }

  @Test func nestedColumnsKeepTheirForm() throws {
    guard let bytes = Self.sample("adl/Run2012B_SingleMu-restructured-1000.parquet"),
      let flat = Self.sample("adl/Run2012B_SingleMu-1000.parquet")
    else { return }
    let records = try parquet(bytes)
    let lists = try parquet(flat)
    // A list of records has the same numbers as the lists of the other file.
    guard case .list(let offsets, let items, _)? = records.column("Jet")?.storage,
      case .record(let names, let parts) = items.storage,
      case .list(let others, let pt, _)? = lists.column("Jet_pt")?.storage,
      let place = names.firstIndex(of: "pt")
    else {
      Issue.record("Jet is no list of records")
      return
    }
    #expect(offsets == others)
    #expect(parts[place].decimals == pt.decimals)
    guard case .record(_, let met)? = records.column("MET")?.storage else {
      Issue.record("MET is no record")
      return
    }
    #expect(met.first?.decimals == lists.column("MET_pt")?.decimals)
  }

  @Test func columnsAndRows() throws {
    for (path, columns) in [
      ("adl/Run2012B_SingleMu-restructured-1000.parquet", ["Jet", "MET", "run"]),
      ("parquet-testing/alltypes_tiny_pages.parquet", ["string_col", "id", "timestamp_col"]),
      ("parquet-testing/nullable.impala.parquet", ["nested_struct", "int_map"]),
    ] {
      guard let bytes = Self.sample(path) else { continue }
      let whole = try parquet(bytes)
      for rows in [0, 1, 5, 700, 100_000] {
        let part = try parquet(bytes) {
          $0.columns = columns
          $0.rows = rows
        }
        #expect(part.names == columns)
        #expect(part.count == min(rows, whole.count))
        for name in columns {
          let items = (0..<part.count).map { "\(part.column(name)!.item($0))" }
          let wanted = (0..<part.count).map { "\(whole.column(name)!.item($0))" }
          if !wanted.contains(where: { $0.contains("LinnetData.Column") }) {
            #expect(items == wanted, "\(path) \(name) \(rows)")
          }
        }
      }
      #expect(throws: DataMistake.self) { try parquet(bytes) { $0.columns = ["nothing"] } }
    }
  }

  private func decoded(_ text: String) -> [UInt8] {
    Array(Data(base64Encoded: text) ?? Data())
  }

  @Test func aTinyFileMayNotFillTheMemory() throws {
    // A page of 200 bytes says that all its 60 million values are the same.
    let bomb =
      "UEFSMRUEFQgVCEwVAhUAEgAAAAAAABUAFQwVDCwVgJycORUQFQYVBhwAAAABgJycOQAVBBksNQAYBnNjaGVtYRUCABUCJQAYAXglHkysEwgRAAAAFoCcnDkZHBkcJgAcFQIZNQAGEBkYAXgVABaAnJw5FlwWXCYsJggpLBUEFQAVAgAVABUQFQIAAAAWXBaAnJw5JggWXAAoIHBhcnF1ZXQtY3BwLWFycm93IHZlcnNpb24gMjYuMC4xGRwcAAAAjgAAAFBBUjE="
    let session = Engine(limits: .unlimited).session(host: OneFile(decoded(bomb))) { _ in }
    let mistake = #expect(throws: Mistake.self) { try session.run("d = load \"x.parquet\"") }
    #expect(mistake?.code.text == "too-many-values")
  }

  @Test func aColumnThatIsTheSameInEachRowIsRead() throws {
    let calm =
      "UEFSMRUEFQgVCEwVAhUAEgAAAAAAABUAFQwVDCwVgJL0ARUQFQYVBhwAAAABgJL0AQAVBBksNQAYBnNjaGVtYRUCABUCJQAYAXglHkysEwgRAAAAFoCS9AEZHBkcJgAcFQIZNQAGEBkYAXgVABaAkvQBFlwWXCYsJggpLBUEFQAVAgAVABUQFQIAAAAWXBaAkvQBJggWXAAoIHBhcnF1ZXQtY3BwLWFycm93IHZlcnNpb24gMjYuMC4xGRwcAAAAjgAAAFBBUjE="
    let table = try parquet(decoded(calm))
    #expect(table.count == 2_000_000)
    #expect(table.column("x")?.decimals?.max() == 0)
  }

  @Test func damagedFilesEndInAMistakeOrATable() {
    var numbers = RepeatableNumbers(5)
    for name in [
      "alltypes_dictionary", "alltypes_plain", "alltypes_plain.snappy", "byte_stream_split.zstd",
      "concatenated_gzip_members", "datapage_v2.snappy", "int32_decimal", "int96_from_spark",
      "list_columns", "lz4_raw_compressed", "nested_lists.snappy", "nullable.impala",
      "nulls.snappy", "rle_boolean_encoding", "single_nan",
    ] {
      guard let bytes = Self.sample("parquet-testing/\(name).parquet") else { continue }
      for count in stride(from: 0, to: bytes.count, by: 1 + bytes.count / 150) {
        #expect(throws: DataMistake.self) { try parquet(Array(bytes.prefix(count))) }
        // The end is there, and a piece before it is not.
        _ = try? parquet(
          Array(bytes.prefix(count)) + bytes.suffix(from: min(count + 7, bytes.count)))
      }
      for _ in 0..<400 {
        var bad = bytes
        for _ in 0...numbers.next(3) {
          bad[4 + numbers.next(bad.count - 8)] ^= 1 << UInt8(numbers.next(8))
        }
        _ = try? parquet(bad)
        bad[4 + numbers.next(bad.count - 8)] = 0xFF
        _ = try? parquet(bad)
      }
    }
  }
}
