/// Signs of money that stand before numbers.
enum MoneySigns {
  private static let signs = [
    "€", "$", "£", "¥", "₹", "₽", "₩", "₺", "₫", "₪", "₴", "₦", "฿", "US$", "A$", "C$", "R$", "CA$",
    "AU$", "NZ$", "HK$", "S$", "EUR", "USD", "GBP", "CHF", "JPY", "CNY", "SEK", "NOK", "DKK", "PLN",
    "CZK", "Fr.", "kr", "kr.", "Kč", "zł", "Rs", "Rs.",
  ].map { (sign: String) in Array(sign.utf8) }

  /// True for one of them.
  static func contains(_ bytes: UnsafeBufferPointer<UInt8>, _ part: Range<Int>) -> Bool {
    for sign in signs where sign.count == part.count {
      var isSame = true
      for (step, byte) in sign.enumerated() where bytes[part.lowerBound + step] != byte {
        isSame = false
      }
      if isSame { return true }
    }
    return false
  }
}
