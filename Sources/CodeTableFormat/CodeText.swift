/// How codes are spelled: with a point after the category, or without.
public enum CodeText {
  /// Where the point stands: after the third character, in ICD-9-CM's E codes after the fourth.
  public static func category(ofICD9 code: some StringProtocol) -> Int { code.hasPrefix("E") ? 4 : 3 }

  /// `M5136` to `M51.36`; `category` is the number of characters before the point.
  public static func withPoint(_ code: some StringProtocol, category: Int = 3) -> String {
    code.count > category ? "\(code.prefix(category)).\(code.dropFirst(category))" : String(code)
  }

  /// `M51.36` to `M5136`.
  public static func withoutPoint(_ code: some StringProtocol) -> String {
    String(code.filter { $0 != "." })
  }
}
