namespace Firecrest.Emulator.Tokens;

/// <summary>What is wrong with a token.</summary>
internal enum TokenFault
{
    None,
    NotAToken,
    UnknownKey,
    WrongAlgorithm,
    WrongSignature,
    Expired,
}
