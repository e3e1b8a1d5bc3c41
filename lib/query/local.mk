noinst_LIBRARIES += lib/query/libquery.a
lib_query_libquery_a_SOURCES = \
	lib/query/field.c lib/query/field.h \
	lib/query/lex.c lib/query/lex.h \
	lib/query/normal.c \
	lib/query/parse.c \
	lib/query/print.c \
	lib/query/query.h
