# SPDX-License-Identifier: GPL-3.0-or-later
# Functions of app/run and tests/run, which source this file. `top` is the checkout.

# configure FOLDER [CMAKE ARGUMENTS]: once; afterwards ninja sees to it that the build files follow their sources.
# Paths below the checkout are relative in the compiler's cache, so that another checkout of the same files finds them there.
configure() {
    export CCACHE_BASEDIR=$top CCACHE_NOHASHDIR=true CCACHE_DEPEND=true # the last: a miss is preprocessed once, not twice
    local folder=$top/$1
    shift
    [ -e "$folder/build.ninja" ] || cmake -S "$top" -B "$folder" -G Ninja "$@" >&2
    ninja --quiet -C "$folder" build.ninja >&2
}

# build FOLDER TARGET…: shows its progress on a terminal, and elsewhere says what there was to do and how long it took.
build() {
    local folder=$top/$1 todo total
    shift
    if [ -t 2 ]; then
        NINJA_STATUS='[%f of %t, %e s] ' ninja -j "$(nproc)" -C "$folder" "$@" >&2
        return
    fi
    todo=$(ninja -n -C "$folder" "$@" | grep -c '^\[[1-9]' || true)
    total=$(ninja -C "$folder" -t commands "$@" | wc -l)
    [ "$todo" -gt 0 ] || return 0
    SECONDS=0
    echo "Building $todo of $total steps in $folder" >&2
    ninja --quiet -j "$(nproc)" -C "$folder" "$@" >&2
    echo "Built in $((SECONDS / 60)) min $((SECONDS % 60)) s" >&2
}
