# searchd
EXTRA_DIST += tests/e2e/harness.py
