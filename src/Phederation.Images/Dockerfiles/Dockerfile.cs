using Phederation.Images.Dockerfiles.Instructions;
using Phederation.Images.Dockerfiles.Parsing;

namespace Phederation.Images.Dockerfiles;

/// <summary>A Dockerfile as it is written. Source: the Dockerfile reference of BuildKit.</summary>
public sealed record Dockerfile
{
    /// <summary>The file as the reader was told it.</summary>
    public required string File { get; init; }

    /// <summary>The directives at its top.</summary>
    public required DockerfileDirectives Directives { get; init; }

    /// <summary>The ARGs before the first FROM, which FROMs may use.</summary>
    public required IReadOnlyList<ArgInstruction> GlobalArguments { get; init; }

    /// <summary>The stages in order; at least one.</summary>
    public required IReadOnlyList<DockerfileStage> Stages { get; init; }

    /// <summary>All instructions in the order in which they are written.</summary>
    public IEnumerable<DockerfileInstruction> Instructions =>
        GlobalArguments.Concat(Stages.SelectMany(stage => stage.Instructions.Prepend<DockerfileInstruction>(stage.From)));

    /// <summary>Whether building it runs a command, in any stage.</summary>
    public bool HasRun => Stages.Any(stage => stage.Instructions.Any(instruction => instruction is RunInstruction));

    /// <summary>Reads a Dockerfile from text.</summary>
    /// <param name="text">The file; a byte order mark at its start is passed over.</param>
    /// <param name="file">The name for messages.</param>
    /// <param name="limits">How large it may be; null is <see cref="DockerfileLimits.Default"/>.</param>
    /// <exception cref="DockerfileException">The file is malformed or too large.</exception>
    public static Dockerfile Parse(string text, string file, DockerfileLimits? limits = null) =>
        DockerfileReader.Read(text, file, limits ?? DockerfileLimits.Default);

    /// <summary>Reads a Dockerfile from UTF-8.</summary>
    /// <inheritdoc cref="Parse"/>
    public static Dockerfile ParseUtf8(ReadOnlySpan<byte> utf8, string file, DockerfileLimits? limits = null) =>
        Parse(DockerfileEncoding.Decode(utf8, file, limits ?? DockerfileLimits.Default), file, limits);

    /// <summary>Reads a Dockerfile.</summary>
    /// <exception cref="DockerfileException">The file is malformed or too large.</exception>
    /// <exception cref="IOException">The file is not there or can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no permission to read it.</exception>
    public static Dockerfile Load(string path, DockerfileLimits? limits = null) =>
        ParseUtf8(DockerfileEncoding.ReadBounded(path, limits ?? DockerfileLimits.Default), path, limits);
}
