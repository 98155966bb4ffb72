/// Where the fields of the packed code tables lie, in bytes from the start of a record; the compiler
/// of the tables and their reader share it.
public enum PackedCodeFormat {
  /// A row number that stands for none.
  public static let none = 262_143

  /// A code of a code system. Records are in the order of the code's bytes, so that what lies below
  /// a code follows it.
  public enum Code {
    /// Characters without point, filled up with spaces.
    public static let code = 0
    public static let codeWidth = 7
    /// Fiscal years in which it was in the table, as a heading or as a billable code (18 bits).
    public static let inForce = 7
    /// Fiscal years in which it was billable (18 bits).
    public static let billable = 10
    /// Row of the code above it, or `none` (18 bits).
    public static let parent = 13
    /// First row that is not below it (18 bits).
    public static let end = 16
    /// Its title (24 and 12 bits).
    public static let title = 19
    /// 1 where the title is only what the 7th character means, to be put behind the parent's (12 bits).
    public static let isSeventh = 25
    public static let width = 27
  }

  /// Where the codes that begin with two given characters start: for each pair, and one more at the
  /// end, the first row that is not before it (18 bits).
  public enum Start {
    public static let width = 3

    /// The record of two characters out of `0`...`9` and `A`...`Z`.
    public static func record(_ first: UInt8, _ second: UInt8) -> Int { place(first) * 36 + place(second) }

    private static func place(_ character: UInt8) -> Int {
      Int(character <= UInt8(ascii: "9") ? character &- UInt8(ascii: "0") : character &- UInt8(ascii: "A") &+ 10)
    }
  }

  /// A text as a run of word numbers, in a field of first word and count.
  public enum Text {
    /// First word, in words from the start of the text table (24 bits).
    public static let start = 0
    /// Number of words (12 bits).
    public static let count = 4
    public static let width = 6
    /// Bytes a word number (18 bits).
    public static let wordWidth = 3
  }

  /// An instructional note or inclusion term; in the order of rows.
  public enum Note {
    /// Row of the ICD-10-CM code (18 bits).
    public static let row = 0
    /// Index in `kinds` (12 bits).
    public static let kind = 3
    public static let text = 5
    public static let width = 11

    /// As named in `icd10cm-notes.tsv`, and the inclusion terms.
    public static let kinds = [
      "inclusionTerm", "includes", "excludes1", "excludes2", "codeFirst", "useAdditionalCode", "codeAlso", "notes",
    ]
  }

  /// An entry of a General Equivalence Mapping; in the order of source rows.
  public enum Mapping {
    /// 18 bits.
    public static let source = 0
    /// Row in the other system, or `none` (18 bits).
    public static let target = 3
    /// Approximate, no map and combination a bit each, scenario and choice list four bits each (12 bits).
    public static let flags = 6
    public static let width = 8
  }
}
