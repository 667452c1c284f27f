# Runs the build program (_build.csproj) with all arguments, as build.sh does: it is built first when anything it is made of changed.
# The hash of those files names the folder that holds it.
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 2
$root = Split-Path -Parent $PSScriptRoot
$temp = Join-Path $root '.nuke\temp'

# Every variable becomes a property of the .NET build: those that would change its outcome are not for it.
Get-ChildItem Env: | Where-Object {
    $_.Name -match ('^(MSBUILD.*|Configuration|Platform|OutDir|OutputPath|BaseOutputPath|IntermediateOutputPath|' +
        'BaseIntermediateOutputPath|TargetFrameworks?|RuntimeIdentifier|SelfContained|UseNukeCommon|AssemblyName|DefineConstants)$')
} | ForEach-Object { Remove-Item "Env:$($_.Name)" }
$env:MSBUILDDISABLENODEREUSE = '1'
$env:DOTNET_CLI_USE_MSBUILD_SERVER = '0'
$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_GENERATE_ASPNET_CERTIFICATE = 'false'
$env:DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE = 'true'
$env:NUKE_ROOT = $root

function Find-DotNet {
    $command = Get-Command dotnet -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    if ($command) { return $command.Source }
    foreach ($folder in @($env:DOTNET_ROOT, "$env:ProgramFiles\dotnet", "$env:LOCALAPPDATA\Microsoft\dotnet")) {
        if ($folder -and (Test-Path "$folder\dotnet.exe")) { return "$folder\dotnet.exe" }
    }
    return $null
}

function Get-InputHash {
    $files = @(Get-ChildItem -Path "$root\build", "$root\src" -Recurse -File | Where-Object { $_.FullName -notmatch '\\(bin|obj)\\' })
    $files += @(Get-ChildItem -Path $root -File | Where-Object {
        $_.Extension -in '.props', '.targets' -or $_.Name -in 'global.json', 'nuget.config', '.editorconfig', 'BannedSymbols.txt'
    })
    $sha = [System.Security.Cryptography.SHA256]::Create()
    $lines = foreach ($path in ($files | ForEach-Object { $_.FullName } | Sort-Object)) {
        $bytes = [System.IO.File]::ReadAllBytes($path)
        [System.BitConverter]::ToString($sha.ComputeHash($bytes)) + ' ' + $path
    }
    $sum = $sha.ComputeHash([System.Text.Encoding]::UTF8.GetBytes(($lines -join "`n")))
    return [System.BitConverter]::ToString($sum).Replace('-', '').Substring(0, 16).ToLowerInvariant()
}

function Build-Program([string] $dotnet, [string] $program) {
    $log = Join-Path $temp 'build.log'
    [Console]::Error.WriteLine('Preparing the build program...')
    # Windows PowerShell 5 takes any line on a redirected standard error for a failure of its own.
    $ErrorActionPreference = 'Continue'
    Push-Location $root # For global.json.
    try { & $dotnet build build\_build.csproj -c Release -nologo -v quiet -clp:ErrorsOnly *> $log } finally { Pop-Location }
    if ($LASTEXITCODE -ne 0) {
        Get-Content $log | ForEach-Object { [Console]::Error.WriteLine($_) }
        [Console]::Error.WriteLine("error: the build program does not compile (the log: $log).")
        exit 255
    }
    $ErrorActionPreference = 'Stop'
    $newest = Get-ChildItem "$root\build\bin\Release\*\_build.dll" | Sort-Object LastWriteTime -Descending | Select-Object -First 1
    $staged = Join-Path $temp "build\new.$PID"
    Copy-Item -Recurse $newest.DirectoryName $staged
    Move-Item $staged $program
    # A few of the last ones stay, for the branches in use.
    Get-ChildItem "$temp\build" -Directory | Sort-Object LastWriteTime -Descending | Select-Object -Skip 4 |
        ForEach-Object { Remove-Item -Recurse -Force $_.FullName -ErrorAction SilentlyContinue }
}

$dotnet = Find-DotNet
if (-not $dotnet) {
    [Console]::Error.WriteLine('error: the .NET SDK is not installed; this build needs version 10.0.')
    [Console]::Error.WriteLine('       Get it from https://dotnet.microsoft.com/download/dotnet/10.0')
    exit 4
}

New-Item -ItemType Directory -Force "$temp\build" | Out-Null
$program = Join-Path $temp "build\$(Get-InputHash)"
if (-not (Test-Path "$program\_build.dll")) { Build-Program $dotnet $program }
& $dotnet exec "$program\_build.dll" @args
exit $LASTEXITCODE
