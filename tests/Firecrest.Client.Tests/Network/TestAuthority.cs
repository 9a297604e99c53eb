using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Firecrest.Client.Tests.Network;

/// <summary>A certificate authority that no machine trusts.</summary>
internal sealed class TestAuthority : IDisposable
{
    private const string ForServers = "1.3.6.1.5.5.7.3.1";
    private const string ForClients = "1.3.6.1.5.5.7.3.2";

    private static readonly string[] Loopback = ["localhost", "127.0.0.1"];

    private readonly X509Certificate2 _certificate;

    public TestAuthority(string name)
    {
        using var key = NewKey();
        var request = AuthorityRequest(name, key);
        _certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-30), DateTimeOffset.UtcNow.AddDays(30));
    }

    private TestAuthority(X509Certificate2 certificate) => _certificate = certificate;

    /// <summary>The authority's own certificate, without its key.</summary>
    public X509Certificate2 Certificate => X509CertificateLoader.LoadCertificate(_certificate.RawData);

    public string Pem => _certificate.ExportCertificatePem();

    /// <summary>A server's certificate for the loopback names.</summary>
    public X509Certificate2 IssueForLoopback() => Issue(ForServers, daysLeft: 10, Loopback);

    /// <summary>A server's certificate for another name.</summary>
    public X509Certificate2 IssueForServer(string name) => Issue(ForServers, daysLeft: 10, [name]);

    /// <summary>A server's certificate for the loopback names that ended yesterday.</summary>
    public X509Certificate2 IssueExpired() => Issue(ForServers, daysLeft: -1, Loopback);

    /// <summary>A client's certificate, which only its purpose keeps from being a server's.</summary>
    public X509Certificate2 IssueForClient() => Issue(ForClients, daysLeft: 10, Loopback);

    /// <summary>An authority below this one.</summary>
    public TestAuthority IssueAuthority(string name)
    {
        using var key = NewKey();
        return new TestAuthority(Sign(AuthorityRequest(name, key), key, daysLeft: 20));
    }

    public bool HasIssued(X509Certificate certificate) => certificate.Issuer == _certificate.Subject;

    public void Dispose() => _certificate.Dispose();

    private static ECDsa NewKey() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static CertificateRequest AuthorityRequest(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request;
    }

    private X509Certificate2 Issue(string purpose, int daysLeft, string[] names)
    {
        using var key = NewKey();
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                alternatives.AddIpAddress(address);
            }
            else
            {
                alternatives.AddDnsName(name);
            }
        }

        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: false));
        return Sign(request, key, daysLeft);
    }

    private X509Certificate2 Sign(CertificateRequest request, ECDsa key, int daysLeft)
    {
        var now = DateTimeOffset.UtcNow;
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        using var bare = request.Create(_certificate, now.AddDays(-20), now.AddDays(daysLeft), RandomNumberGenerator.GetBytes(8));
        using var complete = bare.CopyWithPrivateKey(key);

        // Windows shows no certificate whose key is only in memory; one from a PFX it does.
        return X509CertificateLoader.LoadPkcs12(complete.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
    }
}
