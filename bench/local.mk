# Not installed: measures of what the programs do. See README.md.
EXTRA_DIST += \
	bench/README.md \
	bench/bench.py \
	bench/known-item \
	bench/relevance \
	bench/sources.py \
	bench/spelling
