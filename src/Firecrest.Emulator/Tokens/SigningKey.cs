using System.Buffers.Text;
using System.Security.Cryptography;

namespace Firecrest.Emulator.Tokens;

/// <summary>
/// The key that signs the tokens of one emulator. The RSA numbers are made once per process, because that takes longer than everything
/// else at a start; the id is new for each emulator, so that none takes the tokens of another.
/// </summary>
internal sealed class SigningKey
{
    private static readonly Lazy<RSA> Pair = new(() => RSA.Create(2048));
    private static readonly Lock PairLock = new();

    private readonly RSA _pair = Pair.Value;

    /// <summary>The name of the key in the tokens.</summary>
    public string Id { get; } = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public byte[] Sign(byte[] data)
    {
        lock (PairLock)
        {
            return _pair.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
    }

    public bool Verify(byte[] data, byte[] signature)
    {
        lock (PairLock)
        {
            return _pair.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
    }
}
