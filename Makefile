# wangge: draws the working grids (网格) of a town.
#
#   make demo      a generated town, from nothing to a picture
#   make check     every test
#   make help      all targets
#
# Everything that is built lands in build/ (sanitizer variants in build/asan,
# build/tsan). A new src/<room>/<file>.c needs no line here: *_test.c becomes a
# test program, *_fuzz.c a fuzz target, everything else outside src/cli the library.

VERSION  := $(shell sed -n 's/^\#define WG_VERSION "\(.*\)"/\1/p' include/wangge.h)
SOMAJOR  := 0
VARIANT  ?=
B        := build$(if $(VARIANT),/$(VARIANT))

PREFIX   ?= /usr/local
DESTDIR  ?=
BINDIR   := $(DESTDIR)$(PREFIX)/bin
LIBDIR   := $(DESTDIR)$(PREFIX)/lib
INCDIR   := $(DESTDIR)$(PREFIX)/include
MANDIR   := $(DESTDIR)$(PREFIX)/share/man/man1
DOCDIR   := $(DESTDIR)$(PREFIX)/share/doc/wangge

CC       ?= gcc
ifeq ($(origin CC),default)
CC       := gcc
endif
CXX      ?= g++
WARN     := -Wall -Wextra -Wconversion -Wshadow
# No contraction: a fused multiply-add would round differently from machine to machine.
CFLAGS   ?= -O2 -g
ALL_CFLAGS = -std=gnu11 $(CFLAGS) $(WARN) -ffp-contract=off -fno-math-errno -fPIC \
             -fvisibility=hidden -pthread -MMD -MP -Iinclude -Isrc $(SAN) $(PKG_CFLAGS) \
             -DWG_GDAL_LIBRARY='"$(GDAL_SO)"'
LIBS      = $(PKG_LIBS) -lpthread -lm

ifeq ($(VARIANT),asan)
SAN := -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer -O1
else ifeq ($(VARIANT),tsan)
SAN := -fsanitize=thread -fno-omit-frame-pointer -O1
else ifneq ($(VARIANT),)
$(error VARIANT is '$(VARIANT)'; it may be empty, asan or tsan)
endif

# Asked for on first use and then kept, so that `make deps` runs on a bare machine.
# Foreign headers are -isystem: our warnings are not for them.
PKGS       := gdal geos proj sqlite3 spatialite cairo fontconfig clp json-c libxxhash zlib
PKG_CFLAGS  = $(eval PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) | sed 's/-I */-isystem /g'))$(PKG_CFLAGS)
PKG_LIBS    = $(eval PKG_LIBS := $(shell pkg-config --libs $(PKGS)))$(PKG_LIBS)

# GDAL is loaded when it is needed (src/read/gdal.h): the program and the library are not linked
# with it, only what calls it directly: tests, and the tools in scripts/.
GDAL_SO    = $(eval GDAL_SO := $(shell objdump -p $$($(CC) -print-file-name=libgdal.so) | sed -n 's/ *SONAME *//p'))$(GDAL_SO)
OWN_LIBS   = $(filter-out -lgdal,$(LIBS))

# ---- what is made of what ----------------------------------------------------

SRC       := $(sort $(wildcard src/*/*.c))
TEST_SRC  := $(filter %_test.c,$(SRC))
FUZZ_SRC  := $(filter %_fuzz.c,$(SRC))
CODE_SRC  := $(filter-out $(TEST_SRC) $(FUZZ_SRC),$(SRC))
CLI_SRC   := $(filter src/cli/%,$(CODE_SRC))
LIB_SRC   := $(filter-out $(CLI_SRC),$(CODE_SRC))
TOWN_SRC  := $(sort $(wildcard scripts/make-town/*.c))
INCID_SRC := $(sort $(wildcard scripts/make-incidents/*.c))

obj        = $(patsubst %.c,$(B)/obj/%.o,$(1))
LIB_OBJ   := $(call obj,$(LIB_SRC))
CLI_OBJ   := $(call obj,$(CLI_SRC))
TOWN_OBJ  := $(call obj,$(TOWN_SRC))
INCID_OBJ := $(call obj,$(INCID_SRC))
ORACLE_OBJ := $(call obj,$(sort $(wildcard scripts/oracle/*.c)))
# src/<room>/<file>_test.c -> build/tests/<room>-<file>
test_name  = $(patsubst src/%_test.c,%,$(1))
TESTS     := $(foreach t,$(TEST_SRC),$(B)/tests/$(subst /,-,$(call test_name,$(t))))
FUZZERS   := $(foreach t,$(FUZZ_SRC),build/fuzz/$(subst /,-,$(patsubst src/%_fuzz.c,%,$(t))))
CLI_LIB_OBJ := $(filter-out %/main.o,$(CLI_OBJ))

LIB_A     := $(B)/libwangge.a
LIB_SO    := $(B)/libwangge.so.$(VERSION)
PROGRAM   := $(B)/wangge
TOWN      := $(B)/make-town
INCIDENTS := $(B)/make-incidents
ORACLE    := $(B)/locate-oracle

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: all lib tests deps deps-build demo demo-now check check-now check-fast kill-test asan tsan valgrind \
        lint format format-check fuzz bench bench-partition bench-assign bench-assign-now oracle town picture man install uninstall clean help

## all: the program, the library (static and shared) and the generators of test data
all: $(PROGRAM) lib $(if $(TOWN_SRC),$(TOWN)) $(INCIDENTS)

## lib: libwangge.a and libwangge.so
lib: $(LIB_A) $(B)/libwangge.so

## tests: the unit test programs, not run
tests: $(TESTS)
	@rm -f $(filter-out $(TESTS),$(wildcard $(B)/tests/*))

$(B)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(QUIET_CC)$(CC) $(ALL_CFLAGS) -c $< -o $@

$(LIB_A): $(LIB_OBJ)
	@rm -f $@
	$(QUIET_AR)ar rcsD $@ $^

$(LIB_SO): $(LIB_OBJ)
	$(QUIET_LD)$(CC) $(SAN) -shared -Wl,-soname,libwangge.so.$(SOMAJOR) -o $@ $^ $(OWN_LIBS)

$(B)/libwangge.so: $(LIB_SO)
	@ln -sf $(<F) $(B)/libwangge.so.$(SOMAJOR)
	@ln -sf libwangge.so.$(SOMAJOR) $@

$(PROGRAM): $(CLI_OBJ) $(LIB_A)
	$(QUIET_LD)$(CC) $(SAN) -o $@ $^ $(OWN_LIBS)

$(TOWN): $(TOWN_OBJ) $(LIB_A)
	$(QUIET_LD)$(CC) $(SAN) -o $@ $^ $(LIBS)

$(INCIDENTS): $(INCID_OBJ)
	$(QUIET_LD)$(CC) $(SAN) -o $@ $^ $(LIBS)

$(ORACLE): $(ORACLE_OBJ) $(LIB_A)
	$(QUIET_LD)$(CC) $(SAN) -o $@ $^ $(LIBS) -lgmp

# What wangge assign is measured against. S2 where its headers are, tg from the folder TG.
peer_obj  = $(patsubst %,$(B)/obj/scripts/bench-locate/%.o,$(1))
PEER_SIDE := locate_main scan
PEERS     := $(addprefix $(B)/bench-locate/,ours portable geos geos_csv $(if $(wildcard /usr/include/s2/s2latlng.h),s2) $(if $(TG),tg))

$(B)/obj/%.o: %.cc
	@mkdir -p $(@D)
	$(QUIET_CC)$(CXX) -std=c++17 $(CFLAGS) -Wall -Wextra -MMD -MP $(PKG_CFLAGS) -c $< -o $@

$(B)/bench-locate/ours: $(call peer_obj,$(PEER_SIDE) ours) $(LIB_A)
$(B)/bench-locate/portable: $(call peer_obj,$(PEER_SIDE) portable) $(LIB_A)
$(B)/bench-locate/geos: $(call peer_obj,$(PEER_SIDE) grids geos_finder geos)
$(B)/bench-locate/geos_csv: $(call peer_obj,scan grids geos_finder geos_csv)
$(B)/bench-locate/s2: $(call peer_obj,$(PEER_SIDE) grids s2)
$(B)/bench-locate/tg: $(call peer_obj,$(PEER_SIDE) grids tg) $(B)/obj/tg.o
$(call peer_obj,tg): ALL_CFLAGS += -isystem $(TG)
$(B)/bench-locate/%:
	@mkdir -p $(@D)
	$(QUIET_LD)$(CXX) $(SAN) -o $@ $^ $(if $(filter %/s2,$@),-ls2) $(LIBS)

$(B)/obj/tg.o: $(TG)/tg.c
	@mkdir -p $(@D)
	$(QUIET_CC)$(CC) -O2 -I$(TG) -c $< -o $@

# One rule a test. Tests of the command line also get its objects, all but main().
define test_rule
$(B)/tests/$(subst /,-,$(call test_name,$(1))): $(call obj,$(1)) $(LIB_A) $(if $(filter src/cli/%,$(1)),$(CLI_LIB_OBJ))
	@mkdir -p $$(@D)
	$$(QUIET_LD)$$(CC) $$(SAN) -o $$@ $(call obj,$(1)) $(if $(filter src/cli/%,$(1)),$(CLI_LIB_OBJ)) $(LIB_A) -lcmocka $$(LIBS)
endef
$(foreach t,$(TEST_SRC),$(eval $(call test_rule,$(t))))

# `make V=1` shows whole commands.
ifndef V
QUIET_CC = @echo "  CC    $<";
QUIET_AR = @echo "  AR    $@";
QUIET_LD = @echo "  LINK  $@";
endif

# ---- dependencies, demo, tests -----------------------------------------------

## deps: install the Debian packages that building, testing and the demo need
deps:
	@scripts/install-deps build test demo qgis

# Packages first, then make once more, so that pkg-config is asked when it is there.
## demo: generate a town, import, partition, check, export and draw it in build/demo
demo:
	@scripts/install-deps build demo
	@$(MAKE) --no-print-directory -j$(JOBS) demo-now

demo-now: all
	@scripts/demo $(B)

## check: every test: units, cases, header, a whole town, QGIS; ends with the counts
check:
	@scripts/install-deps build test demo qgis
	@$(MAKE) --no-print-directory -j$(JOBS) check-now

check-now: all tests $(ORACLE)
	@scripts/check $(B)

## check-fast: unit tests, cases and header only (a few seconds)
check-fast: all tests
	@scripts/check --fast $(B)

## kill-test: a million incidents into a workspace, killed at 50 random moments; ARGS="--kills 9"
kill-test: all
	@scripts/kill-test $(ARGS) $(B)

JOBS := $(shell nproc 2>/dev/null || echo 2)

## asan: unit tests and cases under the address and undefined-behaviour sanitizers
asan:
	@$(MAKE) --no-print-directory -j$(JOBS) VARIANT=asan check-fast

## tsan: unit tests and cases under the thread sanitizer
tsan:
	@$(MAKE) --no-print-directory -j$(JOBS) VARIANT=tsan check-fast

## valgrind: unit tests under valgrind (slow)
valgrind: tests
	@scripts/check --valgrind $(B)

## lint: clang-tidy and cppcheck over src
lint:
	@scripts/lint $(CODE_SRC)

FORMAT_SRC = $(wildcard include/*.h src/*/*.[ch] scripts/make-town/*.[ch] scripts/make-incidents/*.[ch] \
                       scripts/oracle/*.[ch] scripts/bench-locate/*.[ch] scripts/bench-locate/*.cc)

## format: bring every source file into the house style (clang-format 14)
format:
	clang-format-14 -i $(FORMAT_SRC)

## format-check: say which files are not in the house style
format-check:
	clang-format-14 --dry-run --Werror $(FORMAT_SRC)

## fuzz: run every src/*/*_fuzz.c for FUZZ_S seconds (default 20) with clang's libFuzzer
fuzz: $(FUZZERS)
	@scripts/fuzz $(FUZZERS)

FUZZ_FLAGS = -std=gnu11 -O1 -g -fsanitize=fuzzer,address,undefined -ffp-contract=off -Iinclude -Isrc \
             -DWG_GDAL_LIBRARY='"$(GDAL_SO)"'
define fuzz_rule
build/fuzz/$(subst /,-,$(patsubst src/%_fuzz.c,%,$(1))): $(1) $(LIB_SRC) $(filter-out %/main.c,$(CLI_SRC))
	@mkdir -p $$(@D)
	$$(QUIET_LD)clang $$(FUZZ_FLAGS) $$(PKG_CFLAGS) -o $$@ $$^ $$(LIBS)
endef
$(foreach t,$(FUZZ_SRC),$(eval $(call fuzz_rule,$(t))))

## bench: time every step against ogr2ogr on generated towns, or on PLACES="a.gpkg b.gpkg"
bench: all
	@scripts/bench $(B) $(PLACES)

## bench-partition: wangge solve and other partitioners on a made-up town and graph, or on PLACES="a.gpkg b.graph"
bench-partition: all
	@scripts/install-deps bench
	@scripts/bench-partition $(B) $(PLACES)

## bench-assign: wangge assign, GEOS, S2, PostGIS and others on made-up grids and incidents; ARGS="--quick"
bench-assign:
	@scripts/install-deps build bench
	@$(MAKE) --no-print-directory -j$(JOBS) bench-assign-now

bench-assign-now: all $(PEERS)
	@/usr/bin/python3 scripts/bench-assign $(ARGS) $(B)

## oracle: build/locate-oracle, which checks look-ups by exact arithmetic of its own
oracle: $(ORACLE)

## town: a generated town, build/town.gpkg
town: $(TOWN)
	$(TOWN) -o $(B)/town.gpkg

## picture: docs/img/town.png, from the town of make demo
picture: demo
	$(PROGRAM) draw $(B)/demo/town.db -o $(B)/demo/small.png --width 900 --overwrite -q
	@mkdir -p docs/img
	scripts/make-picture.py $(B)/demo/small.png docs/img/town.png

# ---- manual, installing ------------------------------------------------------

COMMANDS := import partition check export draw solve graph assign index editions
MAN      := $(B)/man/wangge.1 $(COMMANDS:%=$(B)/man/wangge-%.1)

## man: the manual pages, from the program's own option tables, in build/man
man: $(MAN)

$(B)/man/wangge.1: $(PROGRAM)
	@mkdir -p $(@D)
	$(PROGRAM) help --man > $@

$(B)/man/wangge-%.1: $(PROGRAM)
	@mkdir -p $(@D)
	$(PROGRAM) help --man $* > $@

# Written anew each time: PREFIX may be another one.
$(B)/wangge.pc: wangge.pc.in FORCE
	@sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@VERSION@|$(VERSION)|' -e 's|@LIBS@|$(LIBS)|' $< > $@

FORCE:

## install: into PREFIX (default /usr/local), under DESTDIR if given
install: all man $(B)/wangge.pc
	install -d $(BINDIR) $(LIBDIR)/pkgconfig $(INCDIR) $(MANDIR) $(DOCDIR)
	install -m 755 $(PROGRAM) $(BINDIR)
	install -m 644 $(LIB_A) $(LIBDIR)
	install -m 755 $(LIB_SO) $(LIBDIR)
	ln -sf $(notdir $(LIB_SO)) $(LIBDIR)/libwangge.so.$(SOMAJOR)
	ln -sf libwangge.so.$(SOMAJOR) $(LIBDIR)/libwangge.so
	install -m 644 include/wangge.h $(INCDIR)
	install -m 644 $(B)/wangge.pc $(LIBDIR)/pkgconfig
	install -m 644 $(MAN) $(MANDIR)
	install -m 644 $(wildcard README*.md CHANGELOG.md docs/*.md) $(DOCDIR)

## uninstall: remove what install put there
uninstall:
	rm -f $(BINDIR)/wangge $(LIBDIR)/libwangge.a $(LIBDIR)/libwangge.so*
	rm -f $(INCDIR)/wangge.h $(LIBDIR)/pkgconfig/wangge.pc
	rm -f $(addprefix $(MANDIR)/,$(notdir $(MAN)))
	rm -rf $(DOCDIR)

## clean: remove build/
clean:
	rm -rf build

## help: this list
help:
	@echo "make targets:"
	@sed -n 's/^## \([a-z-]*\): \(.*\)/  \1|\2/p' $(firstword $(MAKEFILE_LIST)) | \
	  awk -F'|' '{printf "%-18s%s\n", $$1, $$2}'
	@echo "variables: PREFIX DESTDIR CC CFLAGS VARIANT=asan|tsan V=1"

-include $(patsubst %.o,%.d,$(call obj,$(SRC) $(TOWN_SRC) $(INCID_SRC)) $(ORACLE_OBJ)) \
         $(wildcard $(B)/obj/scripts/bench-locate/*.d)
