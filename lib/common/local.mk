noinst_LIBRARIES += lib/common/libcommon.a
lib_common_libcommon_a_SOURCES = \
	lib/common/arena.c lib/common/arena.h \
	lib/common/bits.h \
	lib/common/buf.c lib/common/buf.h \
	lib/common/clock.c lib/common/clock.h \
	lib/common/error.c lib/common/error.h \
	lib/common/file.c lib/common/file.h \
	lib/common/kind.c lib/common/kind.h \
	lib/common/limit.c lib/common/limit.h \
	lib/common/log.c lib/common/log.h \
	lib/common/logfmt.c lib/common/logfmt.h \
	lib/common/num.c lib/common/num.h \
	lib/common/utf8.c lib/common/utf8.h \
	lib/common/xalloc.c lib/common/xalloc.h
