# What one types most. `make demo` is a good first thing.

.PHONY: build demo test bench growth fuzz format web wheel clean

build:
	.ci/install
	swift build -c release

demo: build
	.build/release/linnet run Examples/lessons/z-boson.lesson

test:
	@Tests/run-all

bench: build
	Tests/Benchmarks/run

# What grows faster than its work does: make growth ONLY=quantile
growth: build
	Tests/Benchmarks/growth --quick --only "$(ONLY)"

# Spoiled programs, spoiled files of data, and formulas down every road: make fuzz SECONDS=600
SECONDS ?= 60
fuzz: build
	Tests/Fuzz/run $(SECONDS)
	LINNET_ORACLE_SEED=$$(date +%s) LINNET_ORACLE_FORMULAS=$$(( $(SECONDS) * 100 )) \
	  LINNET_ORACLE_FAILURES=10 swift test -c release -Xswiftc -enable-testing --filter RowsTests

format:
	swift-format format -i -r Sources Tests Package.swift
	swift-format lint --strict -r Sources Tests Package.swift

web:
	.ci/build-web

# The command, its kernel and everything notebooks need, for `pip install`.
wheel: build
	.ci/build-wheel

clean:
	rm -rf .build .build-web
