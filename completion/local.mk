# Completion for bash; it looks for a file of the command's name.
COMPLETIONS = \
	completion/made/$(indexer_name) \
	completion/made/$(searchctl_name) \
	completion/made/$(searchd_name)
noinst_DATA += $(COMPLETIONS)
if WITH_BASHCOMPLETIONDIR
bashcompletion_DATA = $(COMPLETIONS)
endif
CLEANFILES += $(COMPLETIONS)
EXTRA_DIST += completion/indexer.in completion/searchctl.in completion/searchd.in

completion/made/$(indexer_name): completion/indexer.in Makefile
	$(made_in) $(srcdir)/completion/indexer.in >$@
completion/made/$(searchctl_name): completion/searchctl.in Makefile
	$(made_in) $(srcdir)/completion/searchctl.in >$@
completion/made/$(searchd_name): completion/searchd.in Makefile
	$(made_in) $(srcdir)/completion/searchd.in >$@

TESTS += tests/e2e/test_completion.py
EXTRA_DIST += tests/e2e/test_completion.py
