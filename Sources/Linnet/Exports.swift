// One import gives an embedding program everything it meets: mistakes, data, pictures and the host.
@_exported import LinnetData
@_exported import LinnetPicture
@_exported import LinnetRuntime
@_exported import LinnetSyntax
@_exported import LinnetText
