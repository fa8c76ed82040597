/// Letters without their accents and capitals: what stands for a letter in a dictionary.
///
/// Covers Latin, Greek and Cyrillic. Letters of other alphabets stand for themselves.
public enum LetterFolding {
  /// A letter as a dictionary orders it: one base letter, or two as for `æ`; nothing for an accent that
  /// stands on its own.
  public struct Base: Sendable {
    /// The first base letter; 0 for none.
    public var first: UInt32
    /// The second base letter; 0 for none.
    public var second: UInt32
  }

  /// What a Unicode scalar stands for.
  @inline(__always) public static func base(of scalar: UInt32) -> Base {
    if scalar < 0x80 {
      let isCapital = scalar &- 0x41 < 26
      return Base(first: isCapital ? scalar | 0x20 : scalar, second: 0)
    }
    return distantBase(of: scalar)
  }

  /// The small form of a scalar, its accent kept.
  public static func small(_ scalar: UInt32) -> UInt32 {
    if scalar < 0x80 { return scalar &- 0x41 < 26 ? scalar | 0x20 : scalar }
    guard let known = Unicode.Scalar(scalar) else { return scalar }
    var lowered = String(Character(known)).lowercased().unicodeScalars.makeIterator()
    guard let first = lowered.next(), lowered.next() == nil else { return scalar }
    return first.value
  }

  /// The small form of a letter, its accent kept.
  public static func small(_ letter: Unicode.Scalar) -> UInt32 { small(letter.value) }

  /// True for what counts as a letter; signs and digits come before all letters.
  @inline(__always) public static func isLetter(_ scalar: UInt32) -> Bool {
    if scalar < 0x80 { return (scalar | 0x20) &- 0x61 < 26 }
    if scalar < 0xC0 { return scalar == 0xAA || scalar == 0xB5 || scalar == 0xBA }
    if scalar == 0xD7 || scalar == 0xF7 { return false }
    // General punctuation, signs, arrows, shapes; brackets and marks of East Asian texts; pictures.
    if scalar >= 0x2000, scalar < 0x2C00 { return false }
    if scalar >= 0x3000, scalar < 0x3041 { return false }
    return scalar < 0x1F000 || scalar >= 0x20000
  }

  private static func distantBase(of scalar: UInt32) -> Base {
    if isMark(scalar) { return Base(first: 0, second: 0) }
    switch scalar {
    case 0xC6, 0xE6, 0x1E2, 0x1E3, 0x1FC, 0x1FD: return Base(first: 0x61, second: 0x65)  // æ
    case 0x152, 0x153: return Base(first: 0x6F, second: 0x65)  // œ
    case 0xDF, 0x1E9E: return Base(first: 0x73, second: 0x73)  // ß
    case 0xDE, 0xFE: return Base(first: 0x74, second: 0x68)  // þ
    case 0x132, 0x133: return Base(first: 0x69, second: 0x6A)  // ĳ
    default: break
    }
    for range in ranges where scalar >= range.start && scalar < range.end {
      return Base(first: table[Int(scalar - range.start) + range.place], second: 0)
    }
    return Base(first: scalar, second: 0)
  }

  /// True for an accent that is put on the letter before it.
  private static func isMark(_ scalar: UInt32) -> Bool {
    scalar >= 0x300 && scalar < 0x370 || scalar >= 0x1AB0 && scalar < 0x1B00
      || scalar >= 0x1DC0 && scalar < 0x1E00 || scalar >= 0x20D0 && scalar < 0x2100
  }

  private static let ranges: [(start: UInt32, end: UInt32, place: Int)] = [
    (0xC0, 0x250, 0), (0x370, 0x530, 0x190), (0x1E00, 0x2000, 0x350),
  ]

  /// The base letter of each scalar of the ranges.
  private static let table: [UInt32] = {
    var bases: [UInt32: UInt32] = [:]
    for group in accented {
      var scalars = group.unicodeScalars.makeIterator()
      guard let base = scalars.next()?.value else { continue }
      while let letter = scalars.next()?.value { bases[letter] = base }
    }
    var table: [UInt32] = []
    for range in ranges {
      for scalar in range.start..<range.end {
        let small = small(scalar)
        table.append(bases[small] ?? small)
      }
    }
    return table
  }()

  /// A base letter, then the letters that stand for it.
  private static let accented = [
    "aàáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ", "bƀḃḅḇ", "cçćĉċčḉ", "dðďđḋḍḏḑḓ",
    "eèéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ", "fƒḟ", "gĝğġģǥǧǵḡ", "hĥħȟḣḥḧḩḫẖ", "iìíîïĩīĭįıǐȉȋḭḯỉị",
    "jĵǰ", "kķĸƙǩḱḳḵ", "lĺļľŀłḷḹḻḽ", "mḿṁṃ", "nñńņňŉŋǹṅṇṉṋ",
    "oòóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ", "pṕṗ", "rŕŗřȑȓṙṛṝṟ", "sśŝşšſșṡṣṥṧṩẛ",
    "tţťŧțṫṭṯṱẗ", "uùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự", "vṽṿ", "wŵẁẃẅẇẉẘ", "xẋẍ",
    "yýÿŷƴȳẏẙỳỵỷỹ", "zźżžƶȥẑẓẕ", "αάἀἁἂἃἄἅἆἇὰάᾀᾁᾂᾃᾄᾅᾆᾇᾰᾱᾲᾳᾴᾶᾷ", "εέἐἑἒἓἔἕὲέ",
    "ηήἠἡἢἣἤἥἦἧὴήᾐᾑᾒᾓᾔᾕᾖᾗῂῃῄῆῇ", "ιΐίϊἰἱἲἳἴἵἶἷὶίιῐῑῒΐῖῗ", "οόὀὁὂὃὄὅὸό", "ρῤῥ", "σς",
    "υΰϋύὐὑὒὓὔὕὖὗὺύῠῡῢΰῦῧ", "ωώὠὡὢὣὤὥὦὧὼώᾠᾡᾢᾣᾤᾥᾦᾧῲῳῴῶῷ", "аӑӓ", "гѓ", "еѐёӗ", "жӂӝ",
    "зӟ", "иѝӣӥ", "кќ", "оӧ", "уўӯӱӳ", "чӵ", "ыӹ", "эӭ", "ії", "өӫ",
  ]
}
