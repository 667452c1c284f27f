#!/usr/bin/env bash
# Runs the build program (_build.csproj) with all arguments. It is built first when anything it is made of changed: the hash of those
# files names the folder that holds it, so also a deleted file, another branch or a clock that went backwards is noticed.
set -euo pipefail
unset CDPATH
readonly root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)

# Every variable becomes a property of the .NET build: those that would change its outcome are not for it.
shopt -s nocasematch
for name in $(compgen -e); do
  case $name in
    MSBUILD* | Configuration | Platform | OutDir | OutputPath | BaseOutputPath | IntermediateOutputPath | BaseIntermediateOutputPath | \
      TargetFramework | TargetFrameworks | RuntimeIdentifier | SelfContained | UseNukeCommon | AssemblyName | DefineConstants) unset "$name" ;;
  esac
done
shopt -u nocasematch
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 # Nothing of a build stays behind.
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE=true
: "${HOME:=$(cd ~ && pwd)}" # .NET needs it, and services are started without it.
export HOME NUKE_ROOT=$root

find_dotnet() {
  command -v dotnet && return
  local folder
  for folder in "${DOTNET_ROOT:-}" "$HOME/.dotnet" /usr/share/dotnet /usr/lib/dotnet /usr/local/share/dotnet; do
    [[ -x $folder/dotnet ]] && echo "$folder/dotnet" && return
  done
  return 1
}

sha256() { if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi; }

inputs() {
  find "$root/build" "$root/src" \( -name bin -o -name obj \) -prune -o -type f -print0
  find "$root" -maxdepth 1 -type f \( -name '*.props' -o -name '*.targets' -o -name global.json -o -iname nuget.config -o -name .editorconfig \
    -o -name BannedSymbols.txt \) -print0
}

hash_inputs() {
  local sum
  sum=$(inputs | LC_ALL=C sort -z | xargs -0 bash -c "$(declare -f sha256)"'; sha256 "$@"' - | sha256)
  echo "${sum:0:16}"
}

if ! dotnet=$(find_dotnet); then
  {
    echo "error: the .NET SDK is not installed; this build needs version 10.0."
    echo "       Get it from https://dotnet.microsoft.com/download/dotnet/10.0 or, on Debian with Microsoft's package source:"
    echo "       apt-get install dotnet-sdk-10.0"
  } >&2
  exit 4
fi

build_program() {
  local log=$root/.nuke/temp/build.log staged
  staged=$(mktemp -d "$root/.nuke/temp/build/new.XXXXXX")
  echo "Preparing the build program…" >&2
  # From the root, for global.json. The lock is not for the compiler, which may stay.
  if ! (cd "$root" && "$dotnet" build build/_build.csproj -c Release -nologo -v quiet -clp:ErrorsOnly) >"$log" 2>&1 9>&-; then
    cat "$log" >&2
    echo "error: the build program does not compile (the log: $log)." >&2
    rm -rf "$staged"
    exit 255
  fi
  local newest
  newest=$(ls -t "$root"/build/bin/Release/*/_build.dll | head -n 1)
  cp -R "${newest%/*}/." "$staged"
  chmod 755 "$staged"
  mv "$staged" "$program"
  # A few of the last ones stay, for the branches in use.
  ls -dt "$root"/.nuke/temp/build/*/ | tail -n +5 | while IFS= read -r old; do rm -rf "$old"; done
}

readonly program=$root/.nuke/temp/build/$(hash_inputs)
if [[ ! -f $program/_build.dll ]]; then
  mkdir -p "$root/.nuke/temp/build"
  exec 9>"$root/.nuke/temp/build.lock"
  if command -v flock >/dev/null; then flock 9; fi
  if [[ ! -f $program/_build.dll ]]; then build_program; fi
  exec 9>&-
fi
touch "$program" 2>/dev/null || true
exec "$dotnet" exec "$program/_build.dll" "$@"
