package main

import (
	"context"
	"encoding/json"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/to"
	"github.com/Azure/azure-sdk-for-go/sdk/security/keyvault/azsecrets"
)

var background = context.Background()

// arguments are those of all calls together; what is nil was left out by the caller.
type arguments struct {
	settable
	Name           string
	Value          string
	Version        string
	OutContentType *string
	Backup         []byte
	ID             string
	// Of lists. The client iterates pages only; how they are reported is all that `byPage` changes.
	ByPage   bool
	MaxPages int
}

type settable struct {
	ContentType *string
	Tags        map[string]*string
	Enabled     *bool
	NotBefore   *int64
	ExpiresOn   *int64
}

type call func(context.Context, *azsecrets.Client, arguments) (any, error)

var calls = map[string]call{
	"setSecret":            setSecret,
	"getSecret":            getSecret,
	"updateSecret":         updateSecret,
	"deleteSecret":         deleteSecret,
	"recoverDeletedSecret": recoverDeletedSecret,
	"getDeletedSecret":     getDeletedSecret,
	"purgeDeletedSecret":   purgeDeletedSecret,
	"listSecrets":          listSecrets,
	"listSecretVersions":   listSecretVersions,
	"listDeletedSecrets":   listDeletedSecrets,
	"backupSecret":         backupSecret,
	"restoreSecretBackup":  restoreSecretBackup,
	"parseIdentifier":      parseIdentifier,
}

func setSecret(ctx context.Context, client *azsecrets.Client, args arguments) (any, error) {
	answer, err := client.SetSecret(ctx, args.Name, azsecrets.SetSecretParameters{
		Value:            &args.Value,
		ContentType:      args.ContentType,
		SecretAttributes: args.attributes(),
		Tags:             args.Tags,
	}, nil)
	return secretValue(answer.Secret), err
}

func getSecret(ctx context.Context, client *azsecrets.Client, args arguments) (any, error) {
	options := &azsecrets.GetSecretOptions{}
	if args.OutContentType != nil {
		options.OutContentType = to.Ptr(azsecrets.ContentType(*args.OutContentType))
	}
	answer, err := client.GetSecret(ctx, args.Name, args.Version, options)
	return secretValue(answer.Secret), err
}

func updateSecret(ctx context.Context, client *azsecrets.Client, args arguments) (any, error) {
	answer, err := client.UpdateSecretProperties(ctx, args.Name, args.Version, azsecrets.UpdateSecretPropertiesParameters{
		ContentType:      args.ContentType,
		SecretAttributes: args.attributes(),
		Tags:             args.Tags,
	}, nil)
	return secretValue(answer.Secret), err
}

// attributes is nil when none was set: that is how a caller leaves them out.
func (s settable) attributes() *azsecrets.SecretAttributes {
	if s.Enabled == nil && s.NotBefore == nil && s.ExpiresOn == nil {
		return nil
	}
	return &azsecrets.SecretAttributes{
		Enabled:   s.Enabled,
		NotBefore: moment(s.NotBefore),
		Expires:   moment(s.ExpiresOn),
	}
}

func moment(seconds *int64) *time.Time {
	if seconds == nil {
		return nil
	}
	return to.Ptr(time.Unix(*seconds, 0))
}

func deleteSecret(ctx context.Context, client *azsecrets.Client, args arguments) (any, error) {
	answer, err := client.DeleteSecret(ctx, args.Name, nil)
	return deletedSecretValue(answer.DeletedSecret), err
}

func recoverDeletedSecret(ctx context.Context, client *azsecrets.Client, args arguments) (any, error) {
	answer, err := client.RecoverDeletedSecret(ctx, args.Name, nil)
	return secretValue(answer.Secret), err
}

func getDeletedSecret(ctx context.Context, client *azsecrets.Client, args arguments) (any, error) {
	answer, err := client.GetDeletedSecret(ctx, args.Name, nil)
	return deletedSecretValue(answer.DeletedSecret), err
}

func purgeDeletedSecret(ctx context.Context, client *azsecrets.Client, args arguments) (any, error) {
	_, err := client.PurgeDeletedSecret(ctx, args.Name, nil)
	return struct{}{}, err
}

func listSecrets(ctx context.Context, client *azsecrets.Client, args arguments) (any, error) {
	return listed(ctx, args, client.NewListSecretPropertiesPager(nil),
		func(page azsecrets.ListSecretPropertiesResponse) ([]*azsecrets.SecretProperties, *string) {
			return page.Value, page.NextLink
		}, propertiesValue)
}

func listSecretVersions(ctx context.Context, client *azsecrets.Client, args arguments) (any, error) {
	return listed(ctx, args, client.NewListSecretPropertiesVersionsPager(args.Name, nil),
		func(page azsecrets.ListSecretPropertiesVersionsResponse) ([]*azsecrets.SecretProperties, *string) {
			return page.Value, page.NextLink
		}, propertiesValue)
}

func listDeletedSecrets(ctx context.Context, client *azsecrets.Client, args arguments) (any, error) {
	return listed(ctx, args, client.NewListDeletedSecretPropertiesPager(nil),
		func(page azsecrets.ListDeletedSecretPropertiesResponse) ([]*azsecrets.DeletedSecretProperties, *string) {
			return page.Value, page.NextLink
		}, deletedPropertiesValue)
}

type list struct {
	Items        []secret `json:"items"`
	Pages        []int    `json:"pages,omitempty"`
	Continuation *string  `json:"continuation,omitempty"`
}

// listed reads pages as the client's documentation does it: while there is more.
func listed[Page, Item any](
	ctx context.Context, args arguments, pager *runtime.Pager[Page],
	open func(Page) ([]*Item, *string), value func(Item) secret,
) (any, error) {
	result := list{Items: []secret{}}
	for pages := 0; pager.More() && (args.MaxPages == 0 || pages < args.MaxPages); pages++ {
		page, err := pager.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		items, next := open(page)
		for _, item := range items {
			// The client hands a null in the list on as nil.
			if item == nil {
				item = new(Item)
			}
			result.Items = append(result.Items, value(*item))
		}
		if args.ByPage || args.MaxPages > 0 {
			result.Pages, result.Continuation = append(result.Pages, len(items)), next
		}
	}
	return result, nil
}

func backupSecret(ctx context.Context, client *azsecrets.Client, args arguments) (any, error) {
	answer, err := client.BackupSecret(ctx, args.Name, nil)
	return map[string]any{"backup": append([]byte{}, answer.Value...)}, err
}

func restoreSecretBackup(ctx context.Context, client *azsecrets.Client, args arguments) (any, error) {
	answer, err := client.RestoreSecret(ctx, azsecrets.RestoreSecretParameters{SecretBackup: args.Backup}, nil)
	return secretValue(answer.Secret), err
}

// parseIdentifier has no vault URL to tell: the client's ID does not expose it.
func parseIdentifier(_ context.Context, _ *azsecrets.Client, args arguments) (any, error) {
	id := azsecrets.ID(args.ID)
	name := id.Name()
	return secret{ID: &args.ID, Name: &name, Version: nonEmpty(id.Version())}, nil
}

type callParams struct {
	Client    string
	Call      string
	Arguments arguments
	TimeoutMs int64
}

// call runs one call: an error or a panic of the client is an outcome.
func (s *session) call(raw json.RawMessage) (any, error) {
	var params callParams
	if err := json.Unmarshal(raw, &params); err != nil {
		return nil, faultf("call: %v", err)
	}
	held, err := s.held(params.Client)
	if err != nil {
		return nil, err
	}
	run, ok := calls[params.Call]
	if !ok {
		return nil, faultf("The call %q needs a capability that this driver does not declare.", params.Call)
	}
	if held.refusal != nil {
		return failed(clientError(held.refusal, situation{refused: true})), nil
	}
	return attempt(run, held.client, params), nil
}

func attempt(run call, client *azsecrets.Client, params callParams) (outcome map[string]any) {
	defer func() {
		if cause := recover(); cause != nil {
			outcome = failed(panicError(cause))
		}
	}()
	ctx, sent := watchSending(background)
	if params.TimeoutMs > 0 {
		limited, cancel := context.WithTimeout(ctx, time.Duration(params.TimeoutMs)*time.Millisecond)
		defer cancel()
		ctx = limited
	}
	value, err := run(ctx, client, params.Arguments)
	if err != nil {
		return failed(clientError(err, situation{sent: sent.Load(), timed: params.TimeoutMs > 0}))
	}
	return map[string]any{"outcome": "value", "value": value}
}

func failed(failure failure) map[string]any {
	return map[string]any{"outcome": "error", "error": failure}
}
