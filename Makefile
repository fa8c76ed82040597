# What one types most. `make demo` is a good first thing.

.PHONY: build demo test bench growth fuzz format web clean

build:
	.ci/install
	swift build -c release

demo: build
	.build/release/linnet run Examples/z-boson.lesson

test:
	@Tests/run-all

bench: build
	Tests/Benchmarks/run

# What grows faster than its work does: make growth ONLY=quantile
growth: build
	Tests/Benchmarks/growth --quick --only "$(ONLY)"

# Spoiled programs and spoiled files of data: make fuzz SECONDS=600
SECONDS ?= 60
fuzz: build
	Tests/Fuzz/run $(SECONDS)

format:
	swift-format format -i -r Sources Tests Package.swift
	swift-format lint --strict -r Sources Tests Package.swift

web:
	.ci/build-web

clean:
	rm -rf .build .build-web
