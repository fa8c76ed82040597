import LinnetHost
import LinnetText

/// Where a kernel listens and how it signs: the file that a notebook server writes for it.
struct ConnectionFile: Sendable {
  /// `tcp`, or `ipc` for sockets that are files.
  enum Transport: String, Sendable { case tcp, ipc }

  var transport: Transport
  /// The address to listen on; for `ipc` the beginning of the files' names.
  var address: String
  /// A number for each socket.
  var ports: [Channel: Int]
  var key: String
  var scheme: Signer.Scheme

  /// Why a file is not used, as a sentence for the server's log.
  struct Problem: Error {
    var sentence: String
  }

  /// Reads the file strictly; what is missing or odd is a problem, never a guess.
  init(path: String) throws(Problem) {
    let bytes: [UInt8]
    switch FileBytes.read(path) {
    case .success(let read): bytes = read
    case .failure(.notThere):
      throw Problem(sentence: "There is no connection file `\(path)`.")
    case .failure(let problem):
      throw Problem(sentence: "I cannot read the connection file: \(problem.reason).")
    }
    guard let json = JSON(bytes), json.asObject != nil else {
      throw Problem(sentence: "The connection file is not a JSON object.")
    }
    try self.init(json)
  }

  /// Takes what the file says.
  init(_ json: JSON) throws(Problem) {
    func text(_ name: String) throws(Problem) -> String {
      guard let text = json[name]?.asText else {
        throw Problem(sentence: "The connection file says no text for `\(name)`.")
      }
      return text
    }
    // The oldest servers leave these two out.
    let transport = json["transport"] == nil ? "tcp" : try text("transport")
    let scheme = json["signature_scheme"] == nil ? "hmac-sha256" : try text("signature_scheme")
    guard let known = Transport(rawValue: transport) else {
      throw Problem(
        sentence: "The connection file asks for the transport `\(transport)`; I know tcp and ipc.")
    }
    self.transport = known
    key = try text("key")
    guard let signing = Signer.Scheme(rawValue: scheme) else {
      throw Problem(
        sentence: "The connection file asks for the signature scheme `\(scheme)`; "
          + "I know hmac-sha256 and hmac-sha512.")
    }
    self.scheme = signing
    address = try text("ip")
    guard !address.isEmpty, address.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) || known == .ipc,
      !address.utf8.contains(0)
    else { throw Problem(sentence: "The connection file's `ip` is no address.") }
    ports = [:]
    for channel in Channel.allCases {
      let name = channel.rawValue + "_port"
      guard let number = json[name]?.asNumber, number == number.rounded(), number >= 1,
        known == .ipc ? number < 1e9 : number < 65536
      else {
        throw Problem(sentence: "The connection file says no port for `\(name)`.")
      }
      ports[channel] = Int(number)
    }
  }
}
