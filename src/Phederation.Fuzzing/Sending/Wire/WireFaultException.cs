using Phederation.Fuzzing.Exchanges;

namespace Phederation.Fuzzing.Sending.Wire;

/// <summary>Ends the reading of an answer; never leaves this library.</summary>
internal sealed class WireFaultException(TransportFault fault, Exception? inner = null) : Exception(fault.ToString(), inner)
{
    public TransportFault Fault { get; } = fault;
}
