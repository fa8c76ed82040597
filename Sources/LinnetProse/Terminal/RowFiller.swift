import LinnetText

/// Breaks letters into rows between words, and between the signs of scripts that write no spaces.
struct RowFiller {
  let width: Int
  let hasColour: Bool
  /// True when a word that is wider than a row is cut; otherwise it juts out and stays whole.
  var cutsWords = false

  private struct Word {
    var runs: [Run] = []
    var width = 0
    /// The looks of the space before; nil without a space.
    var space: Looks?
    var startsLine = false

    mutating func append(_ letter: Character, _ looks: Looks) {
      if runs.last?.looks == looks {
        runs[runs.count - 1].text.append(letter)
      } else {
        runs.append(Run(String(letter), looks))
      }
      width += TextWidth.of(letter)
    }
  }

  /// The rows that letters fill; a line break in them ends a row.
  func rows(_ runs: [Run]) -> [StyledRow] {
    var rows: [StyledRow] = []
    var row: [Run] = []
    var used = 0
    var isFirst = true
    for word in words(runs).flatMap(pieces) {
      let gap = word.space == nil || used == 0 ? 0 : 1
      if !isFirst, word.startsLine || (used > 0 && used + gap + word.width > width) {
        rows.append(StyledRow(row, colour: hasColour))
        row = []
        used = 0
      } else if gap == 1, let looks = word.space {
        row.append(Run(" ", looks))
        used += 1
      }
      row += word.runs
      used += word.width
      isFirst = false
    }
    if !row.isEmpty || !rows.isEmpty { rows.append(StyledRow(row, colour: hasColour)) }
    return rows
  }

  /// The widest word and the whole in one row.
  func sizes(_ runs: [Run]) -> (word: Int, all: Int) {
    var all = 0
    var widest = 0
    for word in words(runs) {
      all += word.width + (word.space == nil || all == 0 ? 0 : 1)
      widest = max(widest, word.width)
    }
    return (widest, all)
  }

  private func words(_ runs: [Run]) -> [Word] {
    var words: [Word] = []
    var word = Word()
    var hasWord = false
    func end() {
      if hasWord { words.append(word) }
      word = Word()
      hasWord = false
    }
    for run in runs {
      for letter in run.text {
        if letter == "\n" || letter == "\r\n" {
          end()
          word.startsLine = true
          hasWord = true
        } else if letter == " " {
          let looks = word.runs.last?.looks ?? words.last?.runs.last?.looks ?? []
          if word.startsLine, word.runs.isEmpty { continue }
          end()
          word.space = looks.intersection(run.looks)
        } else {
          // Between signs that are two places wide a row may end, but not before a full stop.
          let isWide = TextWidth.of(letter) == 2
          if isWide, hasWord, !word.runs.isEmpty, !RowFiller.closing.contains(letter) { end() }
          word.append(letter, run.looks)
          hasWord = true
        }
      }
    }
    end()
    return words
  }

  private static let closing: Set<Character> = Set("、。，．！？」』）】〉》：；…")

  /// A word in pieces that fit, where words may be cut.
  private func pieces(_ word: Word) -> [Word] {
    guard cutsWords, word.width > width else { return [word] }
    var pieces: [Word] = []
    var piece = Word()
    piece.space = word.space
    piece.startsLine = word.startsLine
    for run in word.runs {
      for letter in run.text {
        if piece.width > 0, piece.width + TextWidth.of(letter) > width {
          pieces.append(piece)
          piece = Word()
        }
        piece.append(letter, run.looks)
      }
    }
    pieces.append(piece)
    return pieces
  }
}
