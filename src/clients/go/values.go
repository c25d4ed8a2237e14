package main

import (
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/security/keyvault/azsecrets"
)

// secret has what the client exposes, under the names of the protocol. The client's nil says both
// "null" and "absent": it is absent here.
type secret struct {
	Name               *string            `json:"name,omitempty"`
	Value              *string            `json:"value,omitempty"`
	ID                 *string            `json:"id,omitempty"`
	Version            *string            `json:"version,omitempty"`
	ContentType        *string            `json:"contentType,omitempty"`
	Enabled            *bool              `json:"enabled,omitempty"`
	NotBefore          *int64             `json:"notBefore,omitempty"`
	ExpiresOn          *int64             `json:"expiresOn,omitempty"`
	CreatedOn          *int64             `json:"createdOn,omitempty"`
	UpdatedOn          *int64             `json:"updatedOn,omitempty"`
	Tags               *map[string]string `json:"tags,omitempty"`
	Managed            *bool              `json:"managed,omitempty"`
	KeyID              *string            `json:"keyId,omitempty"`
	RecoveryLevel      *string            `json:"recoveryLevel,omitempty"`
	RecoverableDays    *int32             `json:"recoverableDays,omitempty"`
	PreviousVersion    *string            `json:"previousVersion,omitempty"`
	RecoveryID         *string            `json:"recoveryId,omitempty"`
	DeletedOn          *int64             `json:"deletedOn,omitempty"`
	ScheduledPurgeDate *int64             `json:"scheduledPurgeDate,omitempty"`
}

func secretValue(from azsecrets.Secret) secret {
	value := describe(from.ID, from.ContentType, from.Attributes, from.Tags, from.Managed)
	value.Value, value.KeyID, value.PreviousVersion = from.Value, (*string)(from.KID), from.PreviousVersion
	return value
}

func deletedSecretValue(from azsecrets.DeletedSecret) secret {
	value := describe(from.ID, from.ContentType, from.Attributes, from.Tags, from.Managed)
	value.Value, value.KeyID, value.PreviousVersion = from.Value, (*string)(from.KID), from.PreviousVersion
	value.RecoveryID = from.RecoveryID
	value.DeletedOn, value.ScheduledPurgeDate = unix(from.DeletedDate), unix(from.ScheduledPurgeDate)
	return value
}

func propertiesValue(from azsecrets.SecretProperties) secret {
	return describe(from.ID, from.ContentType, from.Attributes, from.Tags, from.Managed)
}

func deletedPropertiesValue(from azsecrets.DeletedSecretProperties) secret {
	value := describe(from.ID, from.ContentType, from.Attributes, from.Tags, from.Managed)
	value.RecoveryID = from.RecoveryID
	value.DeletedOn, value.ScheduledPurgeDate = unix(from.DeletedDate), unix(from.ScheduledPurgeDate)
	return value
}

func describe(
	id *azsecrets.ID, contentType *string, attributes *azsecrets.SecretAttributes,
	tags map[string]*string, managed *bool,
) secret {
	value := secret{ID: (*string)(id), ContentType: contentType, Managed: managed, Tags: texts(tags)}
	value.Name, value.Version = parts(id)
	if attributes != nil {
		value.Enabled = attributes.Enabled
		value.NotBefore, value.ExpiresOn = unix(attributes.NotBefore), unix(attributes.Expires)
		value.CreatedOn, value.UpdatedOn = unix(attributes.Created), unix(attributes.Updated)
		value.RecoveryLevel, value.RecoverableDays = attributes.RecoveryLevel, attributes.RecoverableDays
	}
	return value
}

// parts are absent where the client's parser panics: the call that got such an ID has not failed.
func parts(id *azsecrets.ID) (name, version *string) {
	if id == nil {
		return nil, nil
	}
	defer func() { _ = recover() }()
	parsed := id.Name()
	return &parsed, nonEmpty(id.Version())
}

// nonEmpty makes absent what the client says by an empty text.
func nonEmpty(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

func unix(moment *time.Time) *int64 {
	if moment == nil {
		return nil
	}
	seconds := moment.Unix()
	return &seconds
}

// texts leaves out tags that are null: the protocol has no place for them.
func texts(tags map[string]*string) *map[string]string {
	if tags == nil {
		return nil
	}
	result := map[string]string{}
	for name, tag := range tags {
		if tag != nil {
			result[name] = *tag
		}
	}
	return &result
}
