package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"sync/atomic"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

const defaultLifetimeSeconds = 3600

type credentialParams struct {
	Kind                       string
	ClientID                   string
	LifetimeSeconds            []int
	TenantID                   string
	ClientSecret               string
	AdditionallyAllowedTenants []string
}

func createCredential(wanted credentialParams) (azcore.TokenCredential, error) {
	switch wanted.Kind {
	case "test":
		return newTestCredential(wanted.ClientID, wanted.LifetimeSeconds), nil
	case "clientSecret":
		options := &azidentity.ClientSecretCredentialOptions{
			AdditionallyAllowedTenants: wanted.AdditionallyAllowedTenants,
		}
		return azidentity.NewClientSecretCredential(wanted.TenantID, wanted.ClientID, wanted.ClientSecret, options)
	default:
		options := &azidentity.ManagedIdentityCredentialOptions{ID: azidentity.ClientID(wanted.ClientID)}
		return azidentity.NewManagedIdentityCredential(options)
	}
}

// testCredential gives out tokens that encode what was asked for, for the wire to show.
type testCredential struct {
	clientID  string
	lifetimes []int
	given     atomic.Int64
}

func newTestCredential(clientID string, lifetimes []int) *testCredential {
	if len(lifetimes) == 0 {
		lifetimes = []int{defaultLifetimeSeconds}
	}
	return &testCredential{clientID: clientID, lifetimes: lifetimes}
}

func (c *testCredential) GetToken(_ context.Context, wish policy.TokenRequestOptions) (azcore.AccessToken, error) {
	serial := c.given.Add(1)
	encoded, err := json.Marshal(map[string]any{
		"scopes":    append([]string{}, wish.Scopes...),
		"tenantId":  nonEmpty(wish.TenantID),
		"claims":    nonEmpty(wish.Claims),
		"enableCae": wish.EnableCAE,
		"serial":    serial,
		"clientId":  c.clientID,
	})
	if err != nil {
		return azcore.AccessToken{}, err
	}
	lifetime := c.lifetimes[min(serial, int64(len(c.lifetimes)))-1]
	return azcore.AccessToken{
		Token:     "kvc-test." + base64.RawURLEncoding.EncodeToString(encoded),
		ExpiresOn: time.Now().Add(time.Duration(lifetime) * time.Second),
	}, nil
}
