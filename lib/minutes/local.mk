noinst_LIBRARIES += lib/minutes/libminutes.a
lib_minutes_libminutes_a_SOURCES = \
	lib/minutes/block.c lib/minutes/block.h \
	lib/minutes/build.c lib/minutes/build.h \
	lib/minutes/date.c lib/minutes/date.h \
	lib/minutes/facts.c lib/minutes/facts.h \
	lib/minutes/format.h \
	lib/minutes/heading.c lib/minutes/heading.h \
	lib/minutes/ids.c lib/minutes/ids.h \
	lib/minutes/items.c lib/minutes/items.h \
	lib/minutes/label.c lib/minutes/label.h \
	lib/minutes/lines.c lib/minutes/lines.h \
	lib/minutes/mark.c lib/minutes/mark.h \
	lib/minutes/minutes.c lib/minutes/minutes.h \
	lib/minutes/opening.c lib/minutes/opening.h \
	lib/minutes/outline.c lib/minutes/outline.h \
	lib/minutes/repeat.c lib/minutes/repeat.h \
	lib/minutes/span.c lib/minutes/span.h \
	lib/minutes/text.c \
	lib/minutes/units.c lib/minutes/units.h
