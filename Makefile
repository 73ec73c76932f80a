# The two commands of the README are `make demo` and `make test`; everything else is a part of them.
.PHONY: demo test build training bench format tidy clean setup

setup:
	scripts/setup

build: setup
	cmake --preset release
	cmake --build --preset release

demo: build
	scripts/demo

# The preset `training` is the whole program with the trainers: one build has every test.
test: training
	ctest --preset training

training:
	scripts/setup training
	cmake --preset training
	cmake --build --preset training

bench: build
	scripts/bench

format:
	scripts/setup style
	git ls-files '*.cpp' '*.h' | xargs clang-format-14 -i

tidy: training
	scripts/setup style
	run-clang-tidy-14 -quiet -p build/training '(src|apps|training)/.*\.cpp$$'

clean:
	rm -rf build out
