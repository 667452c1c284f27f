namespace Phederation.ParserFuzzing.Campaigns;

/// <summary>What kind of fault a parser has.</summary>
internal enum FaultKind
{
    /// <summary>An exception that is not its own.</summary>
    Exception,

    /// <summary>It ended the process, such as by a full stack.</summary>
    Death,

    /// <summary>It did not end.</summary>
    Hang,

    /// <summary>It allocated more than the bound.</summary>
    Memory,
}
