namespace Phederation.Pipeline.Reporting;

/// <summary>What a person sees of a run. One line an event; nothing here decides anything.</summary>
public interface IPipelineReport
{
    /// <summary>Something was done or is under way.</summary>
    void Line(string text);

    /// <summary>Something that a person must see, but that stops nothing.</summary>
    void Warning(string text);

    /// <summary>Shows where a long step stands, on one line that is replaced on a terminal.</summary>
    void Progress(string text);
}
