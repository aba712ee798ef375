#!/bin/sh
# Finds a Python that surefoot can be installed with, and prints its name. Where something is missing,
# says what, and the one line that installs it, and stops with 1.
# PYTHON=... names the one to use; without it, the first candidate that has everything.
set -u

say() { printf '%s\n' "$*" >&2; }
have() { command -v "$1" >/dev/null 2>&1; }
version_of() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null; }
on_mac() { [ "$(uname -s)" = Darwin ]; }

supported() {
    case $(version_of "$1") in
    3.10 | 3.11 | 3.12 | 3.13) return 0 ;;
    *) return 1 ;;
    esac
}

# The compiler that C extensions of $python are built with.
compiler() {
    if [ -n "${CC:-}" ]; then
        printf '%s\n' "${CC%% *}"
    else
        "$python" -c 'import sysconfig; print((sysconfig.get_config_var("CC") or "cc").split()[0])'
    fi
}

compiles() {
    have "$(compiler)" || return 1
    if on_mac && ! xcode-select -p >/dev/null 2>&1; then
        return 1 # there is a cc, but all it does is ask for the tools
    fi
    trial=$(mktemp -d) || return 1
    printf '#include <stdlib.h>\nint main(void) { return EXIT_SUCCESS; }\n' >"$trial/trial.c"
    "$(compiler)" "$trial/trial.c" -o "$trial/trial" >/dev/null 2>&1
    compiled=$?
    rm -rf "$trial"
    return $compiled
}

lacks() {
    "$python" -c 'import venv, ensurepip' >/dev/null 2>&1 || printf 'venv '
    "$python" -c 'import sysconfig; open(sysconfig.get_path("include") + "/Python.h")' >/dev/null 2>&1 || printf 'headers '
    compiles || printf 'compiler '
}

# Prints the line that installs packages, which are named as apt names them, as dnf does, as brew does.
install_line() {
    root=
    if [ "$(id -u)" -ne 0 ] && have sudo; then root='sudo '; fi
    if on_mac; then
        if have brew && [ -n "$3" ]; then say "    brew install $3"; return 0; fi
    elif have apt-get && [ -n "$1" ]; then
        say "    ${root}apt-get update && ${root}apt-get install -y $1"; return 0
    elif have dnf && [ -n "$2" ]; then
        say "    ${root}dnf install -y $2"; return 0
    fi
    return 1
}

# All that is needed, as apt names it: the distribution's own Python, or the newest that it has beside an unsupported one.
all_of_apt() {
    if ! have python3; then
        printf 'python3 python3-venv python3-dev gcc libc6-dev'
        return
    fi
    for version in 3.13 3.12 3.11 3.10; do
        if apt-cache show "python$version" >/dev/null 2>&1; then
            printf 'python%s python%s-venv python%s-dev gcc libc6-dev' $version $version $version
            return
        fi
    done
}

no_python() {
    say "surefoot needs Python 3.10, 3.11, 3.12 or 3.13: $1."
    say "This installs one:"
    if ! install_line "$(all_of_apt)" "python3.12 python3.12-devel gcc" python@3.13; then
        if have uv; then
            say '    uv python install 3.13 && make demo PYTHON="$(uv python find 3.13)"'
        else
            say "    (no package of it was found here; python.org, uv and pyenv have it)"
        fi
    fi
    say "One that is there already can be named: make demo PYTHON=/path/to/python3.12"
    exit 1
}

candidates="python3 python3.13 python3.12 python3.11 python3.10"
if [ -n "${PYTHON:-}" ]; then
    have "$PYTHON" || no_python "there is no $PYTHON"
    supported "$PYTHON" || no_python "$PYTHON is $("$PYTHON" -V 2>&1)"
    candidates=$PYTHON
fi

first=
for python in $candidates; do
    supported "$python" || continue
    missing=$(lacks)
    if [ -z "$missing" ]; then
        printf '%s\n' "$python"
        exit 0
    fi
    if [ -z "$first" ]; then
        first=$python
        first_missing=$missing
    fi
done
if [ -z "$first" ]; then
    have python3 || no_python "there is no python3"
    no_python "python3 is $(python3 -V 2>&1)"
fi

python=$first
version=$(version_of "$python")
rpm=python3
[ "$version" = "$(version_of python3)" ] || rpm=python$version
apt='' dnf='' brew=''
for thing in $first_missing; do
    case $thing in
    venv)
        say "$python has no venv, and surefoot is installed into an environment of its own."
        apt="$apt python$version-venv" dnf="$dnf $rpm-libs" brew="python@$version"
        ;;
    headers)
        say "$python has no Python.h, and the rule engine is built from C."
        apt="$apt python$version-dev" dnf="$dnf $rpm-devel" brew="python@$version"
        ;;
    compiler)
        say "There is no C compiler that works ($(compiler)), and the rule engine is built from C."
        case $(compiler) in
        *clang*) apt="$apt clang libc6-dev" dnf="$dnf clang" ;;
        *) apt="$apt gcc libc6-dev" dnf="$dnf gcc" ;;
        esac
        ;;
    esac
done
say "This installs what is missing:"
if on_mac && [ "$first_missing" = "compiler " ]; then
    say "    xcode-select --install"
elif ! install_line "${apt# }" "${dnf# }" "$brew"; then
    say "    (there is no apt-get, dnf or brew here: look among your own system's packages)"
fi
exit 1
