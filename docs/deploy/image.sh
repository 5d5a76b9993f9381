#!/usr/bin/env bash
# A bento's image without an engine: its Dockerfile's steps, done in a root of Debian by an unprivileged user.
#   image.sh build BENTO ROOT             makes ROOT of a bento's folder, as `docker build` would: of an
#                                         earlier ROOT with the same steps the code alone is replaced
#   image.sh run ROOT HOME [COMMAND...]   runs its entry point as its user, with the ONEMATCH_* of here; all
#                                         but HOME, HOME.cache and /tmp is read-only, as in compose.yaml
# Exit code 3: what it needs is missing. A step that fails is tried once more: it reads from registries.
set -euo pipefail

die() { echo "image.sh: $2" >&2; exit "$1"; }

debian() {
    mmdebstrap --quiet --variant=minbase --include=ca-certificates,netbase,tzdata,python3 --format=tar \
        "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$1.part" /etc/apt/sources.list.d/debian.sources >&2 ||
        die 3 "got no packages of Debian, expected its registry"
    mv "$1.part" "$1"
}

base() {  # python:X.Y-slim: Debian, and the Python that built the bento in /usr/local
    local python=${PYTHON:-python3} prefix here version=${1#python:}
    version=${version%-slim}
    prefix=$("$python" -c 'import sys; print(sys.base_prefix)')
    [ "$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')" = "$version" ] && [ "$prefix" != /usr ] ||
        die 3 "got the Python in $prefix, expected a $version outside of /usr: PYTHON=..."
    tar -C "$root" --exclude="./dev/*" -xf "$root.debian.tar"
    (cd "$prefix" && find bin/python* lib include \( -name site-packages -o -name test -o -name __pycache__ \) -prune -o -print0) |
        tar -C "$prefix" --no-recursion --null -T - -c | tar -C "$root/usr/local" --no-same-owner -x
    mkdir -p "$root/usr/local/lib/python$version/site-packages" "$root/var/cache/onematch"
    cp -r "$prefix/lib/python$version/site-packages/"pip* "$root/usr/local/lib/python$version/site-packages"
    ln -sf "python$version" "$root/usr/local/bin/python"
    printf '#!/bin/sh\nexec python -m pip "$@"\n' >"$root/usr/local/bin/pip" && chmod +x "$root/usr/local/bin/pip"
    cp -L /etc/resolv.conf "$root/etc/resolv.conf"
    inside / root ldconfig
}

inside() {  # FOLDER USER COMMAND...: a step of the build; registries are reached as from here
    local folder=$1 user=$2
    shift 2
    bwrap --bind "$root" / --dev /dev --proc /proc --perms 1777 --tmpfs /tmp --ro-bind "$bento" /context --chdir "$folder" \
        --ro-bind /etc/ssl/certs /etc/ssl/certs --cap-add ALL --die-with-parent --unshare-pid --clearenv \
        "${passed[@]}" setpriv --reuid "$user" --regid "$user" --init-groups env "${variables[@]}" "$@"
}

step() { inside "$folder" "$user" /bin/sh -c "$1" </dev/null >&2; }

expanded() { env -i "${variables[@]}" /bin/sh -c "printf %s \"$1\""; }

build() {
    local step rest key folder=/ user=root entry name owner from to
    bento=$(realpath "$1") root=$(realpath -m "$2")
    variables=(PATH=/usr/local/bin:/usr/local/sbin:/usr/bin:/usr/sbin:/bin:/sbin HOME=/root DEBIAN_FRONTEND=noninteractive)
    passed=()
    while IFS= read -r name; do
        passed+=(--setenv "$name" "${!name}")
    done < <(compgen -e | grep -iE '^(pip|uv)_|^ssl_cert|_proxy$')
    key=$(cat "$bento/env/docker/Dockerfile" "$bento"/env/python/* | sha256sum)
    if [ "$(cat "$root/.key" 2>/dev/null)" = "$key" ]; then  # the code alone may differ
        rm -rf "$root/home/bentoml/bento"
    else
        rm -rf "$root" && mkdir -p "$root" && key="$key new"
    fi
    while read -r step rest; do
        case $step in
            FROM) [ "${key#* new}" = "$key" ] || base "${rest%% *}" ;;
            ENV | ARG) variables+=("${rest%%=*}=$(expanded "${rest#*=}")") ;;
            WORKDIR) folder=$(expanded "$rest") && inside / root mkdir -p "$folder" ;;
            RUN) [ "${key#* new}" = "$key" ] || step "$rest" || { sleep 10 && step "$rest"; } ;;
            COPY)
                read -r owner from to <<<"$rest"
                inside "$folder" root sh -c "mkdir -p $to && cp -rT /context/$from $to && chown -R ${owner#--chown=} $to" ;;
            USER) user=$rest ;;
            ENTRYPOINT) entry=$(tr -d '[]",' <<<"$rest") ;;
            EXPOSE) ;;
            *) die 2 "got the step $step, expected one of those that BentoML writes" ;;
        esac
    done < <(grep -v '^ *#' "$bento/env/docker/Dockerfile" | sed -e ':a' -e '/\\$/{N;s/\\\n//;ba}' -e '/^ *$/d')
    inside / root sh -c "chmod +x $entry && chown $user /home/bentoml/bento"
    declare -p variables folder user entry >"$root/.image"
    echo "${key% new}" >"$root/.key"
}

run() {
    local root home=$2 given=() volumes
    root=$(realpath "$1")
    . "$root/.image"
    shift 2
    while IFS= read -r name; do given+=("$name=${!name}"); done < <(compgen -e | grep '^ONEMATCH_')
    mkdir -p "$home.cache"
    volumes=(--bind "$(realpath "$home")" /var/lib/onematch --bind "$(realpath "$home.cache")" /var/cache/onematch)
    bwrap --bind "$root" / "${volumes[@]}" chown "$user:" /var/lib/onematch /var/cache/onematch
    exec bwrap --ro-bind "$root" / --dev /dev --proc /proc --perms 1777 --tmpfs /dev/shm --perms 1777 --tmpfs /tmp \
        "${volumes[@]}" --chdir "$(expanded "$folder")" \
        --cap-add CAP_SETUID --cap-add CAP_SETGID --cap-add CAP_SETPCAP --die-with-parent --unshare-pid --clearenv \
        setpriv --reuid "$user" --regid "$user" --init-groups --no-new-privs --inh-caps=-all --bounding-set=-all \
        env "${variables[@]}" HOME=/home/bentoml BENTOML_HOME=/var/lib/onematch/bentoml XDG_CACHE_HOME=/var/cache/onematch "${given[@]}" $entry "$@"
}

for tool in bwrap mmdebstrap unshare setpriv; do
    command -v "$tool" >/dev/null || die 3 "got no $tool, expected bubblewrap, mmdebstrap and util-linux"
done
if [ "${IMAGE_SH:-}" != inside ]; then
    [ "${1:-}" != build ] || [ -e "$3.debian.tar" ] || { mkdir -p "$(dirname "$3")" && debian "$3.debian.tar"; }
    # root of a namespace of users, so that packages may give files to others
    IMAGE_SH=inside exec unshare --user --map-root-user --map-auto --mount --pid --mount-proc --kill-child "$0" "$@"
fi
case ${1:-} in
    build | run) "$@" ;;
    *) die 2 "got ${1:-nothing}, expected build or run" ;;
esac
