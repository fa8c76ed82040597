// swift-tools-version: 6.3
import PackageDescription

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// With `LINNET_WEB` set, the rooms without an operating system are built as Embedded Swift for wasm32.
let isWeb = Context.environment["LINNET_WEB"] != nil

/// With `LINNET_LIBFUZZER` set, the fuzzer is built for libFuzzer instead of its own mutations.
let isLibFuzzer = Context.environment["LINNET_LIBFUZZER"] != nil

/// As Embedded Swift, rooms are read and checked one by one, and made into code together with the last one, which
/// then knows what nobody uses and what is the same twice: so the module is half as large, and built in half the time.
let coreSettings: [SwiftSetting] =
  isWeb
  ? [
    .enableExperimentalFeature("Embedded"), .enableExperimentalFeature("DeferredCodeGen"),
    .unsafeFlags(["-wmo", "-Onone", "-gnone", "-Xfrontend", "-disable-stack-protector"]),
  ]
  : []

/// The machine's loop runs a quarter slower where its code happens to begin in the middle of 32 bytes.
///
/// Packages that depend on this one by its version may not have such flags.
let loopSettings: [SwiftSetting] =
  isWeb || Context.packageDirectory.contains("/checkouts/")
  ? []
  : [
    .unsafeFlags(
      ["-Xllvm", "-align-all-functions=5"],
      .when(platforms: [.linux], configuration: .release))
  ]

let core: [Target] = [
  .target(
    name: "LinnetEnglish", exclude: ["README.md"],
    resources: [.embedInCode("Mistakes"), .embedInCode("Help"), .embedInCode("Words")],
    swiftSettings: coreSettings),
  .target(name: "LinnetText", swiftSettings: coreSettings),
  .target(
    name: "LinnetSyntax", dependencies: ["LinnetEnglish", "LinnetText"],
    swiftSettings: coreSettings),
  .target(
    name: "CLinnetKernels",
    cSettings: [.define("_GNU_SOURCE")],
    linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
  .target(
    name: "LinnetData", dependencies: ["LinnetText", "CLinnetKernels"],
    swiftSettings: coreSettings),
  .target(
    name: "LinnetPicture", dependencies: ["LinnetText", "LinnetData", "CLinnetKernels"],
    swiftSettings: coreSettings),
  .target(
    name: "LinnetRuntime",
    dependencies: [
      "LinnetText", "LinnetSyntax", "LinnetData", "LinnetPicture", "CLinnetKernels",
    ],
    swiftSettings: coreSettings + loopSettings),
  .target(
    name: "LinnetStdlib", path: ".",
    exclude: [
      "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE", "Makefile", "Tests",
      "Examples", "Grammar",
    ],
    sources: ["Sources/LinnetStdlib"],
    resources: [.embedInCode("Stdlib")], swiftSettings: coreSettings),
  .target(
    name: "Linnet",
    dependencies: [
      "LinnetEnglish", "LinnetText", "LinnetSyntax", "LinnetData", "LinnetPicture", "LinnetRuntime",
      "LinnetStdlib",
    ],
    swiftSettings: coreSettings),
  .target(
    name: "LinnetLesson", dependencies: ["Linnet", "LinnetText", "LinnetEnglish"],
    swiftSettings: coreSettings),
]

let web: [Target] = [
  .executableTarget(
    name: "LinnetWeb", dependencies: ["Linnet", "LinnetLesson", "LinnetText"],
    swiftSettings: coreSettings + [
      .enableExperimentalFeature("Extern"),
      .unsafeFlags([
        "-Osize", "-Xfrontend", "-mergeable-traps",
        // A function with a closure among its inputs is not copied for each closure.
        "-Xllvm", "-sil-disable-pass=closure-specialize",
      ]),
    ])
]

/// Parts of the standard library that the link step does not find by itself when it is static.
let standardParts = ["-l_FoundationCShims", "-l_FoundationCollections", "-lswiftSynchronization"]

/// True where the command's C libraries can be linked into it; Debian's -dev packages bring them.
let hasStaticLibraries = [
  "readline", "tinfo", "sodium", "z", "bz2", "lzma", "zstd", "lz4", "sqlite3", "cmark-gfm",
  "cmark-gfm-extensions",
].allSatisfy { name in
  ["x86_64", "aarch64"].contains { access("/usr/lib/\($0)-linux-gnu/lib\(name).a", R_OK) == 0 }
}

/// A command with everything in it starts in 2 ms; with the standard library in it 4 ms, with neither 8 ms.
let commandLinkage: [LinkerSetting] = [
  // Without memory the command ends with a sentence (`linnet_on_no_memory`), not with a crash.
  .unsafeFlags(
    ["-Xlinker", "--wrap=_ZN5swift28swift_abortAllocationFailureEmm"], .when(platforms: [.linux])),
  .unsafeFlags(["-static-stdlib"] + standardParts, .when(configuration: .debug)),
  .unsafeFlags(
    (hasStaticLibraries
      ? ["-static-executable", "-Xlinker", "-ltinfo"]
      : ["-static-stdlib", "-Xclang-linker", "-no-pie"]) + standardParts,
    .when(configuration: .release)),
]

/// True for a file or folder of the package.
func exists(_ path: String) -> Bool { access("\(Context.packageDirectory)/\(path)", R_OK) == 0 }

let native: [Target] = [
  .systemLibrary(name: "CReadline", providers: [.apt(["libreadline-dev"])]),
  .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
  .systemLibrary(name: "CBzip2", providers: [.apt(["libbz2-dev"])]),
  .systemLibrary(name: "CLzma", providers: [.apt(["liblzma-dev"])]),
  .systemLibrary(name: "CZstandard", providers: [.apt(["libzstd-dev"])]),
  .systemLibrary(name: "CLz4", providers: [.apt(["liblz4-dev"])]),
  .systemLibrary(name: "CSqlite", providers: [.apt(["libsqlite3-dev"])]),
  .systemLibrary(name: "CSodium", providers: [.apt(["libsodium-dev"])]),
  .systemLibrary(
    name: "CCmark", providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
  .target(name: "CLinnetSystem", cSettings: [.define("_GNU_SOURCE")]),
  .target(
    name: "LinnetHost",
    // What comes through `Linnet` is named too, or an incremental build keeps stale objects of this room.
    dependencies: [
      "Linnet", "LinnetText", "LinnetData", "LinnetRuntime", "LinnetSyntax", "CLinnetKernels",
      "CLinnetSystem", "CZlib", "CBzip2", "CLzma", "CZstandard", "CLz4", "CSqlite",
    ]),
  .target(
    name: "LinnetKernel",
    dependencies: [
      "Linnet", "LinnetText", "LinnetData", "LinnetPicture", "LinnetHost", "CLinnetSystem",
      "CSodium",
    ],
    exclude: ["Wheel"].filter { exists("Sources/LinnetKernel/\($0)") },
    resources: [.embedInCode("Logos")]),
  .target(name: "LinnetProse", dependencies: ["LinnetText", "CCmark"]),
  .target(
    name: "LinnetCommand",
    dependencies: [
      "Linnet", "LinnetText", "LinnetLesson", "LinnetHost", "LinnetKernel", "LinnetProse",
      "CLinnetKernels", "CReadline",
      .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ],
    resources: [.embedInCode("Page/Code")]),
  .executableTarget(
    name: "LinnetMain", dependencies: ["LinnetCommand"],
    linkerSettings: commandLinkage),
  .testTarget(
    name: "OracleTests", dependencies: ["Linnet", "LinnetSyntax"], path: "Tests/Oracle",
    exclude: ["README.md", "compare"]),
  .executableTarget(
    name: "LinnetFuzz", dependencies: ["Linnet", "LinnetHost"], path: "Tests/Fuzz",
    exclude: ["run", "samples.py", "found"],
    swiftSettings: isLibFuzzer ? [.define("LINNET_LIBFUZZER")] : []),
  .testTarget(name: "LinnetTextTests", dependencies: ["LinnetText"], exclude: ["check-widths"]),
  .testTarget(
    name: "LinnetDataTests", dependencies: ["LinnetData", "LinnetText", "CLinnetKernels"]),
  .testTarget(
    name: "LinnetRuntimeTests", dependencies: ["Linnet", "LinnetRuntime", "LinnetSyntax"]),
  // The reader gets its commands and functions from the runtime.
  .testTarget(
    name: "LinnetSyntaxTests", dependencies: ["LinnetEnglish", "LinnetSyntax", "LinnetRuntime"]),
  .testTarget(
    name: "LinnetTests", dependencies: ["Linnet", "LinnetLesson", "LinnetHost", "CSqlite"]),
  // Runs the built command as a process, so it links nothing of it.
  .testTarget(name: "CommandTests"),
  .testTarget(name: "LinnetProseTests", dependencies: ["LinnetProse", "CCmark"]),
  .testTarget(
    name: "LinnetPictureTests", dependencies: ["LinnetPicture", "LinnetText", "LinnetData"]),
]

let package = Package(
  name: "Linnet",
  products: [
    .library(name: "Linnet", targets: isWeb ? ["Linnet"] : ["Linnet", "LinnetHost"])
  ] + (isWeb ? [] : [.executable(name: "linnet", targets: ["LinnetMain"])]),
  dependencies: isWeb
    ? [] : [.package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")],
  targets: core + (isWeb ? web : native),
  swiftLanguageModes: [.v6]
)

// Documents lie beside the code, and the other rooms around the one that embeds `Stdlib`.

for target in package.targets where target.path == nil {
  let folder = target.isTest ? "Tests/\(target.name)" : "Sources/\(target.name)"
  target.exclude += [
    "README.md", "Pack", "Page/README.md", "Pictures/README.md", "Rows/README.md",
    "Files/README.md", "Reading/README.md", "Classroom/README.md",
  ]
  .filter { exists("\(folder)/\($0)") }
}
for target in package.targets where target.name == "LinnetStdlib" {
  target.exclude += (core + native + web).map { "Sources/\($0.name)" }
    .filter { $0 != "Sources/LinnetStdlib" && exists($0) }
}
