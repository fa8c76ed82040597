extension Catalogue {
  /// Mistakes and notes of the hosts, of the command and its tools.
  static let command: [Entry] = [
    Entry(
      "files-not-allowed", ["This host does not allow files, so I cannot reach `{path}`."],
      samples: ["path": "z.csv"],
      explain: """
        A program that embeds Linnet decides what its lessons may see. This one gives no files, or
        allows reading but not writing.
        """),
    Entry(
      "outside-folder",
      ["`{path}` lies outside the folder of this program. I can only use files inside it."],
      samples: ["path": "../secret.csv"],
      explain: """
        A lesson may use the files beside it and in folders below it, so that one from a stranger can do
        no harm. Copy the file there.
        """),
    Entry(
      "web-address",
      [
        "I read files of this computer, not web addresses. Download it first, then load it by its name."
      ],
      samples: ["path": "https://opendata.cern.ch/record/545"],
      explain: """
        A lesson should work without the network, and do the same tomorrow. A browser downloads the file;
        put it beside the program.
        """),
    Entry(
      "cannot-unpack", ["I cannot unpack `{path}`: {reason}.", "I cannot unpack `{path}`."],
      samples: ["path": "z.csv.gz", "reason": "it is damaged or not packed with gzip"],
      explain: """
        The name says that the file is packed, but what it holds cannot be unpacked. It may be cut short
        by a download that did not finish: fetch it again.
        """),
    Entry(
      "program-too-long", ["This program is longer than the {limit} letters allowed here."],
      samples: ["limit": "1000000"],
      explain: "The place a program runs in may limit its length. Put data into a file and load it."
    ),
  ]
}
