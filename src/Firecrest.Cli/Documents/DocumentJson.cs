using System.Text.Json.Serialization;

namespace Firecrest.Cli.Documents;

/// <summary>How documents become JSON: camelCase, what is absent is null.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ActionDocument))]
[JsonSerializable(typeof(ChecksumDocument))]
[JsonSerializable(typeof(ConfigurationDocument))]
[JsonSerializable(typeof(ContentDocument))]
[JsonSerializable(typeof(DoctorDocument))]
[JsonSerializable(typeof(EntryDocument))]
[JsonSerializable(typeof(ErrorDocument))]
[JsonSerializable(typeof(FileTypeDocument))]
[JsonSerializable(typeof(JobDocument))]
[JsonSerializable(typeof(JobMetadataDocument))]
[JsonSerializable(typeof(KindDocument))]
[JsonSerializable(typeof(LoginDocument))]
[JsonSerializable(typeof(NodeDocument))]
[JsonSerializable(typeof(PartitionDocument))]
[JsonSerializable(typeof(ReservationDocument))]
[JsonSerializable(typeof(ServerVersionDocument))]
[JsonSerializable(typeof(ServiceDocument))]
[JsonSerializable(typeof(StatDocument))]
[JsonSerializable(typeof(SubmittedDocument))]
[JsonSerializable(typeof(SystemDocument))]
[JsonSerializable(typeof(TokenDocument))]
[JsonSerializable(typeof(UserDocument))]
internal sealed partial class DocumentJson : JsonSerializerContext;
