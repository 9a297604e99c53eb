namespace Firecrest.Client;

/// <summary>What to tell a user who logs in on another device.</summary>
/// <param name="VerificationUri">The page to open.</param>
/// <param name="UserCode">The code to enter there.</param>
/// <param name="VerificationUriComplete">The page with the code filled in, where the provider has one.</param>
/// <param name="ExpiresIn">How long the code is good for.</param>
public sealed record DeviceCodePrompt(Uri VerificationUri, string UserCode, Uri? VerificationUriComplete, TimeSpan ExpiresIn);
