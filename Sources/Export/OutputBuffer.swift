/// Bytes of output, in memory that is used again for the next document.
public struct OutputBuffer: ~Copyable {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  public private(set) var count = 0

  public init(capacity: Int = 64 * 1024) {
    self.capacity = max(64, capacity)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  public func withBytes<Result, Failure: Error>(_ body: (UnsafeRawBufferPointer) throws(Failure) -> Result)
    throws(Failure) -> Result
  {
    try body(UnsafeRawBufferPointer(start: base, count: count))
  }

  /// Empties it, or cuts it to its first `count` bytes.
  public mutating func truncate(to count: Int = 0) { self.count = min(self.count, max(0, count)) }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    reserve(1)
    base[count] = byte
    count &+= 1
  }

  @inline(__always)
  public mutating func append(_ text: StaticString) {
    append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Room for `most` bytes, of which `body` fills the first and gives their number.
  @inline(__always)
  mutating func append(atMost most: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
    reserve(most)
    count &+= body(base + count)
  }

  @inline(__always)
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let source = bytes.baseAddress else { return }
    reserve(bytes.count)
    (base + count).update(from: source, count: bytes.count)
    count &+= bytes.count
  }

  /// A decimal number.
  mutating func append(_ number: Int) {
    guard number >= 0, number < 10_000 else { return appendLong(number) }
    reserve(4)
    let digits = UInt32(Self.pair(number / 100)) | UInt32(Self.pair(number % 100)) << 16
    let zeros = number >= 1_000 ? 0 : number >= 100 ? 1 : number >= 10 ? 2 : 3
    let written = (digits &>> UInt32(zeros &* 8)).littleEndian
    UnsafeMutableRawPointer(base + count).storeBytes(of: written, as: UInt32.self)
    count &+= 4 &- zeros
  }

  /// Appends a number below 0, or of 10,000 and more.
  @inline(never)
  private mutating func appendLong(_ number: Int) {
    reserve(20)
    if number < 0 { append(UInt8(ascii: "-")) }
    var rest = number.magnitude
    var place = count + Self.digits(of: rest)
    count = place
    while rest >= 100 {
      let (quotient, pair) = rest.quotientAndRemainder(dividingBy: 100)
      place -= 2
      write(pair: Int(pair), at: place)
      rest = quotient
    }
    if rest >= 10 { write(pair: Int(rest), at: place - 2) } else { base[place - 1] = 0x30 + UInt8(rest) }
  }

  /// Writes a number below 100 with two digits.
  @inline(__always)
  private func write(pair number: Int, at place: Int) {
    UnsafeMutableRawPointer(base + place).storeBytes(of: Self.pair(number).littleEndian, as: UInt16.self)
  }

  /// The two digits of a number below 100, the first of them lowest.
  @inline(__always)
  private static func pair(_ number: Int) -> UInt16 {
    let digits = UnsafeRawPointer(pairs.utf8Start).loadUnaligned(fromByteOffset: number &* 2, as: UInt16.self)
    return UInt16(littleEndian: digits)
  }

  /// The numbers of two digits.
  private static var pairs: StaticString {
    """
    0001020304050607080910111213141516171819\
    2021222324252627282930313233343536373839\
    4041424344454647484950515253545556575859\
    6061626364656667686970717273747576777879\
    8081828384858687888990919293949596979899
    """
  }

  private static func digits(of number: UInt) -> Int {
    var digits = 1
    var rest = number / 10
    while rest > 0 {
      rest /= 10
      digits += 1
    }
    return digits
  }

  /// `number` with zeros before it, `width` digits at least.
  mutating func append(_ number: Int, width: Int) {
    if width == 2, number >= 0, number < 100 {
      reserve(2)
      write(pair: number, at: count)
      count &+= 2
      return
    }
    var bound = 1
    for _ in 1..<max(1, width) {
      bound *= 10
      if number < bound { append(UInt8(ascii: "0")) }
    }
    append(number)
  }

  /// A number of 0...1 with three decimals at most.
  mutating func append(fraction: Double) {
    guard fraction != 1 else { return append(UInt8(ascii: "1")) }
    let thousandths = fraction.isFinite ? Int((min(max(fraction, 0), 1) * 1_000).rounded()) : 0
    guard thousandths % 1_000 != 0 else { return append(thousandths / 1_000) }
    append("0.")
    if thousandths % 100 == 0 {
      append(thousandths / 100)
    } else if thousandths % 10 == 0 {
      append(thousandths / 10, width: 2)
    } else {
      append(thousandths, width: 3)
    }
  }

  /// A number with two decimals at most, 0 where it is none; beyond a million it is cut to that.
  mutating func append(hundredthsOf number: Double) {
    let bounded = number.isFinite ? min(max(number, -1_000_000), 1_000_000) : 0
    let hundredths = Int((bounded * 100).rounded())
    if hundredths < 0 { append(UInt8(ascii: "-")) }
    let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    append(Int(whole))
    guard rest > 0 else { return }
    append(".")
    if rest % 10 == 0 { append(Int(rest / 10)) } else { append(Int(rest), width: 2) }
  }

  @inline(__always)
  mutating func reserve(_ more: Int) {
    if more > capacity &- count { grow(to: count + more) }
  }

  @inline(never)
  private mutating func grow(to least: Int) {
    let larger = max(least, capacity * 2)
    let new = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    new.update(from: base, count: count)
    base.deallocate()
    base = new
    capacity = larger
  }
}
