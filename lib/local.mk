# The libraries, in the order of the layers: each uses only those above it.
include lib/common/local.mk
include lib/config/local.mk
include lib/text/local.mk
include lib/minutes/local.mk
include lib/query/local.mk
include lib/store/local.mk
include lib/answer/local.mk
include lib/page/local.mk
include lib/match/local.mk
include lib/engine/local.mk
include lib/proto/local.mk
include lib/client/local.mk

# What to link for each of them: itself and what it stands on. A program
# that links LIB_XS needs the C++ linker:
#   nodist_EXTRA_PROGRAM_SOURCES = link_with_cxx.cc
LIB_COMMON = lib/common/libcommon.a
LIB_CONFIG = lib/config/libconfig.a $(LIB_COMMON)
LIB_TEXT = lib/text/libtext.a $(LIB_COMMON) $(UTF8PROC_LIBS) $(STEMMER_LIBS)
LIB_MINUTES = lib/minutes/libminutes.a $(LIB_TEXT) $(JANSSON_LIBS) $(LIBXML_LIBS)
LIB_QUERY = lib/query/libquery.a $(LIB_TEXT)
LIB_STORE = lib/store/libstore.a $(LIB_COMMON) $(NETTLE_LIBS)
LIB_XS = shim/libxs.a $(LIB_COMMON) $(XAPIAN_LIBS)
LIB_ANSWER = lib/answer/libanswer.a $(LIB_COMMON) $(JANSSON_LIBS)
LIB_PAGE = lib/page/libpage.a lib/answer/libanswer.a $(LIB_QUERY) \
	$(JANSSON_LIBS)
LIB_MATCH = lib/match/libmatch.a lib/store/libstore.a shim/libxs.a \
	$(LIB_COMMON) $(NETTLE_LIBS) $(XAPIAN_LIBS) -lm
LIB_ENGINE = lib/engine/libengine.a lib/match/libmatch.a \
	lib/answer/libanswer.a lib/query/libquery.a lib/store/libstore.a \
	shim/libxs.a $(LIB_TEXT) \
	$(NETTLE_LIBS) $(JANSSON_LIBS) $(XAPIAN_LIBS) -lm
LIB_PROTO = lib/proto/libproto.a $(LIB_COMMON)
LIB_CLIENT = lib/client/libclient.a lib/answer/libanswer.a \
	lib/proto/libproto.a $(LIB_COMMON) $(JANSSON_LIBS)
